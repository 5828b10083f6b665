'use client';

import { BoxplotChart } from 'echarts/charts';
import { use as usePart } from 'echarts/core';
import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { isFilter, type PanelViewProps } from '../view-props';
import { boxPlotOption } from './option';
import type { BoxPlotConfig, BoxPlotData } from './schema';

usePart([BoxplotChart]);

export function BoxPlotView({ data, title, width, height, onFilter }: PanelViewProps<BoxPlotConfig, BoxPlotData>) {
  const theme = useChartTheme();
  const option = useMemo(() => boxPlotOption(data, theme), [data, theme]);
  const say = (value: number) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit });
  const label = `${title}: ${data.boxes
    .slice(0, 8)
    .map(({ key, spread }) =>
      t('{key} median {median}, 5 to 95 % {low} to {high}', { key, median: say(spread[2]), low: say(spread[0]), high: say(spread[4]) }),
    )
    .join('; ')}.`;
  return (
    <EChart
      option={option}
      size={{ width, height }}
      label={label}
      onClick={({ dataIndex }) => {
        const box = data.boxes[data.boxes.length - 1 - dataIndex];
        if (box && data.by) onFilter?.(isFilter(data.by, box.value));
      }}
    />
  );
}
