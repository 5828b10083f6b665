import { t } from '../../lib/i18n/t';
import type { TableCell, Tabulate } from '../shared/panel-table';
import type { ChangeData } from './schema';

export const changeTable: Tabulate<ChangeData> = ({ field, parts, before: was, after, against }) => ({
  columns: [field, t('Value, {against}', { against }), t('Now'), t('Difference')],
  rows: [
    [t('All'), was, after, after - was] as TableCell[],
    ...parts.map((part): TableCell[] => [part.key, part.before, part.after, part.after - part.before]),
  ],
});
