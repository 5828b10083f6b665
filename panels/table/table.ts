import type { Tabulate } from '../shared/panel-table';
import type { TableData } from './schema';

export const tableTable: Tabulate<TableData> = ({ columns, rows }) => ({
  columns: columns.map(({ name }) => name),
  rows: rows.map(({ cells }) => cells),
});
