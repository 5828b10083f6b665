'use client';

import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatFixed, formatValue, type ValueFormat } from '../../lib/format/number';
import { signedChange } from '../shared/change';
import { isFilter, type PanelViewProps } from '../view-props';
import { pieOption } from './option';
import type { PieConfig, PieData } from './schema';

export function PieView({ data, title, width, height, colorOf, onFilter }: PanelViewProps<PieConfig, PieData>) {
  const theme = useChartTheme();
  const option = useMemo(() => pieOption(data, theme, width, height, colorOf), [data, theme, width, height, colorOf]);
  const total = formatValue(data.total, data.style.format as ValueFormat, { unit: data.style.unit });
  const label = `${title}: ${data.slices.map((slice) => `${slice.key} ${formatFixed((100 * slice.amount) / data.total, 1)}%`).join(', ')}.`;
  return (
    <div className="chart">
      <EChart
        option={option}
        size={{ width, height }}
        label={label}
        onClick={({ dataIndex }) => {
          const slice = data.slices[dataIndex];
          if (slice && !slice.other) onFilter?.(isFilter(data.field, slice.value));
        }}
      />
      <div
        style={{ position: 'absolute', inset: 0, display: 'grid', placeContent: 'center', textAlign: 'center', pointerEvents: 'none' }}
        aria-hidden="true"
      >
        <span className="num" style={{ fontSize: 20, lineHeight: '24px', fontWeight: 600, letterSpacing: '-.01em' }}>
          {total}
        </span>
        <span className="t3" style={{ fontSize: 12 }}>
          {data.totalLabel}
          {data.totalBefore !== undefined && ` · ${signedChange(data.total, data.totalBefore)}`}
        </span>
      </div>
    </div>
  );
}
