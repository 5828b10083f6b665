import { formatInstant } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import type { TableCell, Tabulate } from '../shared/panel-table';
import type { XyData } from './schema';

export const xyTable: Tabulate<XyData> = ({ axis, x, field, series, against }, timeZone) => ({
  columns: [
    axis === 'time' ? t('Time ({timeZone})', { timeZone }) : (field ?? t('Value')),
    ...series.flatMap(({ name, previous }) => [name, ...(previous ? [`${name}, ${against}`] : [])]),
  ],
  rows: x.map((key, at) => [
    axis === 'time' ? formatInstant(Number(key), timeZone) : key,
    ...series.flatMap(({ values, previous }): TableCell[] => [values[at] ?? null, ...(previous ? [previous[at] ?? null] : [])]),
  ]),
});
