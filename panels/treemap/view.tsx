'use client';

import { TreemapChart } from 'echarts/charts';
import { use as usePart } from 'echarts/core';
import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatFixed } from '../../lib/format/number';
import { isFilter, type PanelViewProps } from '../view-props';
import { treemapOption } from './option';
import type { TreemapConfig, TreemapData } from './schema';

usePart([TreemapChart]);

export function TreemapView({ data, title, width, height, colorOf, onFilter }: PanelViewProps<TreemapConfig, TreemapData>) {
  const theme = useChartTheme();
  const option = useMemo(() => treemapOption(data, theme, colorOf), [data, theme, colorOf]);
  const label = `${title}: ${data.nodes
    .slice(0, 8)
    .map(({ key, amount }) => `${key} ${formatFixed((100 * amount) / data.total, 1)}%`)
    .join(', ')}.`;
  return (
    <EChart
      option={option}
      size={{ width, height }}
      label={label}
      onClick={(event) => {
        const [, outer, inner] = (event as unknown as { treePathInfo?: { name: string }[] }).treePathInfo ?? [];
        const node = data.nodes.find(({ key }) => key === outer?.name);
        if (node) onFilter?.(isFilter(data.field, node.value));
        const part = node?.children?.find(({ key }) => key === inner?.name);
        if (part && data.innerField) onFilter?.(isFilter(data.innerField, part.value));
      }}
    />
  );
}
