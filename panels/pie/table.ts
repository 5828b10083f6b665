import { t } from '../../lib/i18n/t';
import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { PieData } from './schema';

export const pieTable: Tabulate<PieData> = ({ field, slices, total, against }) => ({
  columns: [field, t('Value'), t('Share, %'), ...before(against)],
  rows: slices.map((slice) => [
    slice.key,
    slice.amount,
    total > 0 ? (100 * slice.amount) / total : null,
    ...withBefore(against, slice.before),
  ]),
});
