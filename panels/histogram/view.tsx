'use client';

import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { locale } from '../../lib/i18n/language';
import { t } from '../../lib/i18n/t';
import type { PanelViewProps } from '../view-props';
import { histogramOption } from './option';
import type { HistogramConfig, HistogramData } from './schema';

export function HistogramView({ data, title, width, height, onFilter }: PanelViewProps<HistogramConfig, HistogramData>) {
  const theme = useChartTheme();
  const option = useMemo(() => histogramOption(data, theme), [data, theme]);
  const say = (value: number) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit });
  const most = data.bars.reduce((found, bar) => (bar.count > found.count ? bar : found), { from: 0, count: 0 });
  const outside = [
    data.below > 0 ? t('{count} below', { count: data.below.toLocaleString(locale()) }) : '',
    data.above > 0 ? t('{count} above', { count: data.above.toLocaleString(locale()) }) : '',
  ].filter(Boolean);
  return (
    <div className="chart with-note">
      <EChart
        option={option}
        size={{ width, height: height - (outside.length > 0 ? 18 : 0) }}
        label={t('{title}: {total} values, most of them from {from} to {to}.', {
          title,
          total: data.total.toLocaleString(locale()),
          from: say(most.from),
          to: say(most.from + data.step),
        })}
        onClick={({ dataIndex }) => {
          const bar = data.bars[dataIndex];
          if (bar)
            onFilter?.({
              field: data.field,
              operator: 'range',
              value: { gte: bar.from, lt: bar.from + data.step },
              negate: false,
              disabled: false,
            });
        }}
      />
      {outside.length > 0 && <p className="t3 chart-note">{outside.join(', ')}</p>}
    </div>
  );
}
