import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import type { TreemapData, TreemapNode } from './schema';

/** Areas by amount; a part keeps the colour that its value has in every panel, and so do its own parts, under its name. */
export function treemapOption(data: TreemapData, theme: ChartTheme, colorOf: (field: string, value: string) => number): ChartOption {
  const { panel } = theme.oriel;
  const say = (amount: number) => formatValue(amount, data.style.format as ValueFormat, { unit: data.style.unit });
  const toItem = ({ key, amount, children }: TreemapNode, color?: string): Record<string, unknown> => ({
    name: key,
    value: amount,
    ...(color ? { itemStyle: { color } } : {}),
    ...(children ? { children: children.map((child) => toItem(child, color)) } : {}),
  });
  return {
    tooltip: {
      confine: true,
      formatter: ({ treePathInfo, value }: { treePathInfo: { name: string }[]; value: number }) =>
        `${treePathInfo
          .slice(1)
          .map(({ name }) => name.replace(/[<&>]/g, ''))
          .join(' · ')}: <b>${say(value)}</b> · ${((100 * value) / (data.total || 1)).toFixed(1)}%`,
    },
    series: [
      {
        type: 'treemap',
        left: 0,
        top: 0,
        right: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        label: {
          formatter: ({ name, value }: { name: string; value: number }) => `${name}\n${say(value)}`,
          fontSize: 12,
          lineHeight: 16,
          color: panel,
          overflow: 'truncate',
        },
        itemStyle: { borderColor: panel, borderWidth: 0, gapWidth: 1 },
        levels: [
          { itemStyle: { borderColor: panel, borderWidth: 0, gapWidth: 3 }, upperLabel: { show: false } },
          {
            itemStyle: { borderColor: panel, borderWidth: 0, gapWidth: 1 },
            upperLabel: {
              show: data.innerField !== undefined,
              height: 20,
              color: theme.oriel.text['1'],
              fontSize: 12,
              fontWeight: 600,
              formatter: ({ name, value }: { name: string; value: number }) => `${name}  ${say(value)}`,
            },
          },
        ],
        data: data.nodes.map((node) => toItem(node, theme.color[(colorOf(data.field, node.key) - 1) % theme.color.length])),
      },
    ],
  };
}
