import { t } from '../../lib/i18n/t';
import type { Tabulate } from '../shared/panel-table';
import type { BoxPlotData } from './schema';

export const boxPlotTable: Tabulate<BoxPlotData> = ({ by, boxes }) => ({
  columns: [by ?? t('All'), '5 %', '25 %', t('Median'), '75 %', '95 %', t('Documents')],
  rows: boxes.map(({ key, spread, documents }) => [key, ...spread, documents]),
});
