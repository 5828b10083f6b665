import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { formatFixed, formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import type { TreemapData, TreemapNode } from './schema';

/** Areas by amount; a part keeps the colour that its value has in every panel, and so do its own parts, under its name. */
export function treemapOption(data: TreemapData, theme: ChartTheme, colorOf: (field: string, value: string) => number): ChartOption {
  const { panel } = theme.oriel;
  const say = (amount: number) => formatValue(amount, data.style.format as ValueFormat, { unit: data.style.unit });
  const vs = (node: { value: number; before?: number } | undefined) => {
    const change = signedChange(node?.value, node?.before);
    return change === undefined ? '' : `  ${change}`;
  };
  const toItem = ({ key, amount, before, children }: TreemapNode, color?: string): Record<string, unknown> => ({
    name: key,
    value: amount,
    before,
    ...(color ? { itemStyle: { color } } : {}),
    ...(children ? { children: children.map((child) => toItem(child, color)) } : {}),
  });
  return {
    tooltip: {
      confine: true,
      formatter: ({
        treePathInfo,
        value,
        data: item,
      }: {
        treePathInfo: { name: string }[];
        value: number;
        data: { value: number; before?: number };
      }) =>
        `${treePathInfo
          .slice(1)
          .map(({ name }) => name.replace(/[<&>]/g, ''))
          .join(
            ' · ',
          )}: <b>${say(value)}</b> · ${formatFixed((100 * value) / (data.total || 1), 1)}%${vs(item) && `<br>${t('{change} vs {against}', { change: vs(item), against: data.against ?? '' })}`}`,
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
          formatter: ({ name, value, data: item }: { name: string; value: number; data: { value: number; before?: number } }) =>
            `${name}\n${say(value)}${vs(item)}`,
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
              formatter: ({ name, value, data: item }: { name: string; value: number; data: { value: number; before?: number } }) =>
                `${name}  ${say(value)}${vs(item)}`,
            },
          },
        ],
        data: data.nodes.map((node) => toItem(node, theme.color[(colorOf(data.field, node.key) - 1) % theme.color.length])),
      },
    ],
  };
}
