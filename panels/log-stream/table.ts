import { t } from '../../lib/i18n/t';
import type { Tabulate } from '../shared/panel-table';
import type { LogStreamData } from './schema';

const iso = (ms: number) => new Date(ms).toISOString();

export const logStreamTable: Tabulate<LogStreamData> = ({ lines, columns, levelField }) => ({
  columns: [t('Time'), ...(levelField ? [t('Level')] : []), ...columns, t('Message')],
  rows: lines.map((line) => [
    line.timeMs === null ? null : iso(line.timeMs),
    ...(levelField ? [line.level ?? null] : []),
    ...line.columns,
    line.message,
  ]),
});
