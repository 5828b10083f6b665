'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ChartOption, ChartTheme } from '@/components/charts/chart-option';
import { LazyEChart } from '@/components/charts/lazy-echart';
import { useChartTheme } from '@/components/charts/use-chart-theme';
import { Moment } from '@/components/ui/moment';
import { formatValue } from '@/lib/format/number';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { RulePreview as Preview } from '../preview-shape';
import type { RuleDefinition } from '../schema';
import { spanText } from './marks';

function previewOption({ series, threshold, spans, style, fromMs, toMs }: Preview, theme: ChartTheme): ChartOption {
  const { oriel } = theme;
  return {
    animation: false,
    grid: { left: 4, right: 10, top: 12, bottom: series.length > 1 ? 26 : 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: series.length > 1 ? { show: true, bottom: 0, left: 0, type: 'scroll' } : { show: false },
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? formatValue(value, style.format, { unit: style.unit }) : '–'),
    },
    xAxis: { type: 'time', min: fromMs, max: toMs },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { formatter: (value: number) => formatValue(value, style.format, { compact: true, unit: style.unit }) },
      ...(threshold && threshold.operator === 'above'
        ? { max: (extent: { max: number }) => Math.max(extent.max, threshold.value * 1.1) }
        : {}),
    },
    series: series.map(({ group, points }, at) => ({
      id: group || 'all',
      name: group || 'all',
      type: 'line',
      showSymbol: points.length < 3,
      lineStyle: { width: 1.25 },
      data: points,
      ...(at === 0
        ? {
            markArea: {
              silent: true,
              itemStyle: { color: oriel.anomaly.band },
              data: spans.map((span) => [{ xAxis: span.fromMs }, { xAxis: span.toMs }]),
            },
            ...(threshold
              ? {
                  markLine: {
                    silent: true,
                    symbol: 'none',
                    lineStyle: { color: oriel.threshold.color, width: 1, type: oriel.threshold.dash },
                    label: {
                      formatter: formatValue(threshold.value, style.format, { unit: style.unit }),
                      position: 'insideEndTop',
                      color: oriel.text['2'],
                      fontSize: 11,
                    },
                    data: [{ yAxis: threshold.value }],
                  },
                }
              : {}),
          }
        : {}),
    })),
  };
}

const said = ({ spans, series, stepMs }: Preview): string => {
  if (stepMs === 0)
    return spans.length === 0 ? t('Now, nothing would be open.') : t('Now, {count} of its rows would be open.', { count: spans.length });
  if (series.length === 0) return t('There was no data in the last week.');
  if (spans.length === 0) return t('In the last week it would never have fired.');
  return spans.length === 1
    ? t('In the last week it would have fired once.')
    : t('In the last week it would have fired {count} times.', { count: spans.length });
};

/** The drafted rule over the last week, drawn, with where it would have fired. */
export function RulePreview({ definition }: { definition: RuleDefinition }) {
  const theme = useChartTheme();
  const asked = useDeferredValue(definition);
  const { data, error, isFetching } = useQuery({
    queryKey: ['rule-preview', asked.condition, asked.timing],
    queryFn: ({ signal }) => fetchJson<Preview>('/api/alert-rules/preview', { body: asked, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return (
    <section className="sheet" aria-busy={isFetching}>
      <h2>{error ? t('It cannot be tried') : data ? said(data) : t('Looking at the last week …')}</h2>
      {error && (
        <p className="form-error" role="alert">
          {error.message}
        </p>
      )}
      {data && !error && data.stepMs > 0 && data.series.length > 0 && (
        <LazyEChart option={previewOption(data, theme)} label={t('The rule over the last week. {said}', { said: said(data) })} />
      )}
      {!data && !error && <div className="sk" style={{ height: 260 }} />}
      {data && data.hidden > 0 && <p className="t3">{t('{hidden} more groups are watched, and not drawn.', { hidden: data.hidden })}</p>}
      {data && !error && data.spans.length > 0 && (
        <ul className="plain-list">
          {data.spans
            .slice(-8)
            .reverse()
            .map((span) => (
              <li key={`${span.group}${span.fromMs}`}>
                <b>
                  <Moment at={new Date(span.fromMs).toISOString()} as="instant" />
                </b>
                {span.toMs > span.fromMs && ` · ${spanText(span.fromMs, span.toMs)}`}
                {span.group && ` · ${span.group}`}
                {span.sentence && <span className="t3"> · {span.sentence}</span>}
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
