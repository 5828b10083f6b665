'use client';

import { SankeyChart } from 'echarts/charts';
import { use as usePart } from 'echarts/core';
import { useMemo } from 'react';
import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { EChart } from '../../components/charts/echart';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { type ColorOf, isFilter, type PanelViewProps } from '../view-props';
import type { SankeyConfig, SankeyData } from './schema';

usePart([SankeyChart]);

interface Hovered {
  dataType: 'node' | 'edge';
  dataIndex: number;
}

function sankeyOption(data: SankeyData, theme: ChartTheme, colorOf: ColorOf): ChartOption {
  const say = (amount: number) => formatValue(amount, data.style.format as ValueFormat, { unit: data.style.unit });
  const plain = (text: string | undefined) => (text ?? '').replace(/[<&>]/g, '');
  return {
    tooltip: {
      confine: true,
      formatter: ({ dataType, dataIndex }: Hovered) => {
        if (dataType === 'node') return `${plain(data.nodes[dataIndex]?.key)}: <b>${say(data.nodes[dataIndex]?.amount ?? 0)}</b>`;
        const link = data.links[dataIndex];
        if (!link) return '';
        const change = signedChange(link.amount, link.before);
        return `${plain(data.nodes[link.from]?.key)} → ${plain(data.nodes[link.to]?.key)}: <b>${say(link.amount)}</b>${change ? `<br>${t('{change} vs {against}', { change, against: data.against ?? '' })}` : ''}`;
      },
    },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 96,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 8,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
        label: { color: theme.oriel.text['1'], fontSize: 12, width: 90, overflow: 'truncate' },
        data: data.nodes.map(({ step, key }) => ({
          name: `${step}/${key}`,
          depth: step,
          itemStyle: { color: theme.color[(colorOf(data.fields[step] ?? '', key) - 1) % theme.color.length], borderWidth: 0 },
          label: { formatter: key },
        })),
        links: data.links.map(({ from, to, amount }) => ({
          source: `${data.nodes[from]?.step}/${data.nodes[from]?.key}`,
          target: `${data.nodes[to]?.step}/${data.nodes[to]?.key}`,
          value: amount,
        })),
      },
    ],
  };
}

export function SankeyView({ data, title, width, height, colorOf, onFilter }: PanelViewProps<SankeyConfig, SankeyData>) {
  const theme = useChartTheme();
  const option = useMemo(() => sankeyOption(data, theme, colorOf), [data, theme, colorOf]);
  const largest = [...data.links].sort((a, b) => b.amount - a.amount).slice(0, 5);
  const label = `${title}: ${largest.map(({ from, to, amount }) => `${data.nodes[from]?.key} to ${data.nodes[to]?.key} ${formatValue(amount)}`).join(', ')}.`;
  return (
    <EChart
      option={option}
      size={{ width, height }}
      label={label}
      onClick={(event) => {
        const { dataType, dataIndex } = event as unknown as Hovered;
        const node = dataType === 'node' ? data.nodes[dataIndex] : undefined;
        if (node) onFilter?.(isFilter(data.fields[node.step] ?? '', node.value));
      }}
    />
  );
}
