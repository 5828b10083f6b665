import { formatInstant } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import type { Tabulate } from '../shared/panel-table';
import type { HeatmapData } from './schema';

export const heatmapTable: Tabulate<HeatmapData> = ({ layout, x, y, yField, cells }, timeZone) => ({
  columns: [yField ?? t('Day'), ...x.map((value) => (layout === 'week' ? `${value}:00` : formatInstant(Number(value), timeZone)))],
  rows: y.map((name, row) => [name, ...(cells[row] ?? [])]),
});
