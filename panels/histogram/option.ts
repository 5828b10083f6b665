import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { formatFixed, formatValue, type ValueFormat } from '../../lib/format/number';
import { locale } from '../../lib/i18n/language';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import type { HistogramData } from './schema';

export function histogramOption(data: HistogramData, theme: ChartTheme): ChartOption {
  const say = (value: number, compact = false) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit, compact });
  const ghost = data.bars.some(({ before }) => before !== undefined);
  return {
    animationDuration: 320,
    grid: { left: 4, right: 12, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: ([item]: { dataIndex: number }[]) => {
        const bar = data.bars[item?.dataIndex ?? -1];
        if (!bar) return '';
        const change = signedChange(bar.count, bar.before);
        return `${say(bar.from)} – ${say(bar.from + data.step)}<br><b>${bar.count.toLocaleString(locale())}</b> · ${formatFixed((100 * bar.count) / (data.total || 1), 1)}%${change ? `<br>${t('{change} vs {against}', { change, against: data.against ?? '' })}` : ''}`;
      },
    },
    xAxis: {
      type: 'category',
      data: data.bars.map(({ from }) => say(from, true)),
      axisLabel: { hideOverlap: true },
      axisTick: { show: false },
    },
    yAxis: { type: 'value', splitNumber: 4, axisLabel: { formatter: (value: number) => formatValue(value, 'number', { compact: true }) } },
    series: [
      {
        id: 'bars',
        type: 'bar',
        barCategoryGap: '6%',
        color: theme.color[0],
        itemStyle: { borderRadius: [2, 2, 0, 0] },
        data: data.bars.map(({ count }) => count),
      },
      ...(ghost
        ? [
            {
              id: 'previous',
              type: 'line',
              step: 'middle',
              symbol: 'none',
              silent: true,
              color: theme.oriel.previous.color,
              lineStyle: theme.oriel.previous,
              data: data.bars.map(({ before }) => before ?? null),
            },
          ]
        : []),
    ],
  };
}
