'use client';

import { useMemo } from 'react';
import { LazyEChart } from '@/components/charts/lazy-echart';
import { useChartTheme } from '@/components/charts/use-chart-theme';
import { formatCompact } from '@/lib/format/number';
import { formatClock, formatDay, formatInstant } from '@/lib/format/time';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import type { DiscoverState } from '../use-discover';

/** Documents over time. Drag to zoom into a part of it. */
export function HitHistogram({ state }: { state: DiscoverState }) {
  const theme = useChartTheme();
  const { data } = state.histogram;
  const { timeZone, setUrl, picking, setPicking } = state;
  const { explain } = state.url;
  const charted = state.charted.length > 0 ? state.chartedHistogram.data : undefined;
  const option = useMemo(() => {
    const long = data && data.range.toMs - data.range.fromMs > 4 * 86_400_000;
    return {
      grid: { left: 4, right: 6, top: 10, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: {
        trigger: 'axis',
        confine: true,
        formatter: ([item]: { value: [number, number] }[]) =>
          item
            ? `${formatInstant(item.value[0], timeZone)}<br>${t('{count, plural, one {# document} other {# documents}}', { count: item.value[1] })}`
            : '',
      },
      xAxis: {
        type: 'time',
        min: data?.range.fromMs,
        max: data?.range.toMs,
        axisLabel: {
          hideOverlap: true,
          showMinLabel: false,
          showMaxLabel: false,
          formatter: (value: number) =>
            long || formatClock(value, timeZone) === '00:00' ? formatDay(value, timeZone) : formatClock(value, timeZone),
        },
      },
      yAxis: { type: 'value', splitNumber: 2, axisLabel: { formatter: (value: number) => formatCompact(value) } },
      series: [
        {
          id: 'documents',
          name: 'documents',
          type: 'bar',
          color: theme.color[0],
          barCategoryGap: '18%',
          barMaxWidth: 40,
          data: data?.buckets.map(({ timeMs, count }) => [timeMs, count]) ?? [],
          ...(explain
            ? {
                markArea: {
                  silent: true,
                  itemStyle: { color: theme.oriel.anomaly.band },
                  data: [[{ xAxis: explain.fromMs }, { xAxis: explain.toMs }]],
                },
              }
            : {}),
        },
        ...(charted
          ? [
              {
                id: 'charted',
                type: 'bar',
                color: theme.oriel.anomaly.mark,
                barGap: '-100%',
                barCategoryGap: '18%',
                barMaxWidth: 40,
                data: charted.buckets.map(({ timeMs, count }) => [timeMs, count]),
              },
            ]
          : []),
      ],
    };
  }, [data, theme, timeZone, explain, charted]);
  const total = data?.buckets.reduce((sum, bucket) => sum + bucket.count, 0) ?? 0;
  return (
    <div className={picking ? 'histo picking' : 'histo'}>
      <LazyEChart
        option={option}
        label={t('Documents over time: {total} in {count} bars. Drag to zoom.', {
          total: total.toLocaleString(locale()),
          count: data?.buckets.length ?? 0,
        })}
        onBrush={(from, to) => {
          if (!picking) return void setUrl({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
          setPicking(false);
          void setUrl({ explain: { fromMs: Math.round(from), toMs: Math.round(to) } });
        }}
      />
    </div>
  );
}
