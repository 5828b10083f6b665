import type { Tabulate } from '../shared/panel-table';
import type { BoxPlotData } from './schema';

export const boxPlotTable: Tabulate<BoxPlotData> = ({ by, boxes }) => ({
  columns: [by ?? 'All', '5 %', '25 %', 'Median', '75 %', '95 %', 'Documents'],
  rows: boxes.map(({ key, spread, documents }) => [key, ...spread, documents]),
});
