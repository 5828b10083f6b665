import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import type { TreemapData, TreemapNode } from './schema';

/** Areas by amount; a part keeps the colour that its value has in every panel, its own parts are shades of it. */
export function treemapOption(data: TreemapData, theme: ChartTheme, colorOf: (field: string, value: string) => number): ChartOption {
  const { panel } = theme.oriel;
  const say = (amount: number) => formatValue(amount, data.style.format as ValueFormat, { unit: data.style.unit });
  const toItem = ({ key, amount, children }: TreemapNode, color?: string): Record<string, unknown> => ({
    name: key,
    value: amount,
    ...(color ? { itemStyle: { color } } : {}),
    ...(children ? { children: children.map((child) => toItem(child)) } : {}),
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
        upperLabel: { show: data.innerField !== undefined, height: 22, color: panel, fontSize: 12, fontWeight: 600 },
        itemStyle: { borderColor: panel, borderWidth: 1, gapWidth: 1 },
        levels: [
          { itemStyle: { gapWidth: 2 }, upperLabel: { show: false } },
          { itemStyle: { gapWidth: 1 }, colorSaturation: [0.3, 0.55] },
        ],
        data: data.nodes.map((node) => toItem(node, theme.color[(colorOf(data.field, node.key) - 1) % theme.color.length])),
      },
    ],
  };
}
