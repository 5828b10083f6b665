import { t } from '../../lib/i18n/t';
import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { HistogramData } from './schema';

export const histogramTable: Tabulate<HistogramData> = ({ bars, step, below, above, against }) => ({
  columns: [t('From'), t('To'), t('Count'), ...before(against)],
  rows: [
    ...(below > 0 ? [[null, bars[0]?.from ?? null, below, ...withBefore(against, null)]] : []),
    ...bars.map((bar) => [bar.from, bar.from + step, bar.count, ...withBefore(against, bar.before)]),
    ...(above > 0 ? [[(bars.at(-1)?.from ?? 0) + step, null, above, ...withBefore(against, null)]] : []),
  ],
});
