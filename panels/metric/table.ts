import { t } from '../../lib/i18n/t';
import { before, type Tabulate } from '../shared/panel-table';
import type { MetricData } from './schema';

export const metricTable: Tabulate<MetricData> = ({ value, previous, against }) => ({
  columns: [t('Value'), ...before(previous === undefined ? undefined : against)],
  rows: [[value, ...(previous === undefined ? [] : [previous])]],
});
