import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { formatFixed, formatValue, type ValueFormat } from '../../lib/format/number';
import { signedChange } from '../shared/change';
import type { PieData } from './schema';

/** Shares of a whole: name and share beside each slice. The total stands in the middle, drawn by the view. */
export function pieOption(
  data: PieData,
  theme: ChartTheme,
  width: number,
  height: number,
  colorOf: (field: string, value: string) => number,
): ChartOption {
  const outer = Math.max(40, Math.min(height * 0.36, width * 0.235));
  const color = (key: string, other: boolean | undefined) =>
    theme.color[((other ? 10 : colorOf(data.field, key)) - 1) % theme.color.length];
  const vs = (at: number, words = '') => {
    const change = signedChange(data.slices[at]?.amount, data.slices[at]?.before);
    return change === undefined ? '' : ` · ${change}${words}`;
  };
  return {
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({ name, value, percent, dataIndex }: { name: string; value: number; percent: number; dataIndex: number }) =>
        `${name.replace(/[<&>]/g, '')}: <b>${formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit })}</b> · ${formatFixed(percent, 1)}%${vs(dataIndex, ` vs ${data.against ?? ''}`)}`,
    },
    series: [
      {
        type: 'pie',
        radius: [outer * 0.66, outer],
        center: ['50%', '50%'],
        startAngle: 90,
        minAngle: 3,
        data: data.slices.map((slice) => ({ name: slice.key, value: slice.amount, itemStyle: { color: color(slice.key, slice.other) } })),
        label: {
          formatter: ({ name, percent, dataIndex }: { name: string; percent: number; dataIndex: number }) =>
            `{n|${name}}\n{p|${formatFixed(percent, 1)}%}${vs(dataIndex) && `\n{p|${vs(dataIndex).slice(3)}}`}`,
          rich: {
            n: { color: theme.oriel.text['1'], fontSize: 12, fontWeight: 500, lineHeight: 16 },
            p: { color: theme.oriel.text['3'], fontSize: 12, lineHeight: 16 },
          },
          width: Math.max(44, width / 2 - outer - 22),
          overflow: 'truncate',
        },
        labelLine: { length: 8, length2: 8 },
      },
    ],
  };
}
