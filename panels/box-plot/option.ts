import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import type { BoxPlotData } from './schema';

const names = ['5 %', '25 %', 'median', '75 %', '95 %'];

/** Boxes lie, so that long names have room; the same axis for all. */
export function boxPlotOption(data: BoxPlotData, theme: ChartTheme): ChartOption {
  const say = (value: number, compact = false) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit, compact });
  const boxes = [...data.boxes].reverse();
  return {
    grid: { left: 4, right: 16, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const box = boxes[dataIndex];
        if (!box) return '';
        const then = box.before ? `<br>${t('median {value} {against}', { value: say(box.before[2]), against: data.against ?? '' })}` : '';
        const rows = [...box.spread].map((value, at) => `${names[at]}: <b>${say(value)}</b>`).reverse();
        return `<b>${box.key.replace(/[<&>]/g, '')}</b><br>${rows.join('<br>')}<br>${t('{count, plural, one {# document} other {# documents}}', { count: box.documents })}${then}`;
      },
    },
    xAxis: { type: 'value', scale: true, splitNumber: 4, axisLabel: { formatter: (value: number) => say(value, true) } },
    yAxis: { type: 'category', data: boxes.map(({ key }) => key), axisLabel: { width: 140, overflow: 'truncate' } },
    series: [
      {
        type: 'boxplot',
        boxWidth: [8, 22],
        itemStyle: { color: theme.oriel.sequential[1] ?? theme.oriel.cellEmpty, borderColor: theme.color[0], borderWidth: 1.5 },
        data: boxes.map(({ spread }) => spread),
      },
      ...(boxes.some(({ before }) => before)
        ? [
            {
              type: 'boxplot',
              boxWidth: [5, 10],
              itemStyle: { color: 'transparent', borderColor: theme.oriel.previous.color, borderWidth: 1.25, borderType: 'dashed' },
              data: boxes.map(({ before }) => before ?? []),
            },
          ]
        : []),
    ],
  };
}
