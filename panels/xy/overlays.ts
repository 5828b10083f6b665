import { t } from '../../lib/i18n/t';
import type { OptionInput } from './option-input';
import type { XyConfig, XySeries } from './schema';
import { colorFor, onScale, type Series } from './series-style';

function band(id: string, color: string, opacity: number, points: { timeMs: number; low: number; high: number }[]): Series[] {
  const shared = {
    type: 'line',
    emphasis: { disabled: true },
    stack: id,
    stackStrategy: 'all',
    symbol: 'none',
    lineStyle: { width: 0 },
    silent: true,
    z: 1,
  };
  return [
    { ...shared, id: `${id}-low`, name: `${id}-low`, data: points.map(({ timeMs, low }) => [timeMs, low]) },
    {
      ...shared,
      id: `${id}-band`,
      name: `${id}-band`,
      data: points.map(({ timeMs, low, high }) => [timeMs, high - low]),
      areaStyle: { color, opacity },
    },
  ];
}

const goodRange = ({ from, to, label }: NonNullable<XyConfig['band']>, { oriel, color }: OptionInput['theme']) => [
  {
    yAxis: Math.min(from, to),
    name: label,
    itemStyle: { color: color[3], opacity: 0.1 },
    label: { position: 'insideTopLeft', color: oriel.text['2'], fontSize: 11, distance: 4 },
  },
  { yAxis: Math.max(from, to) },
];

/** Marks that belong to the first series: anomalies, threshold, the line of now. */
export function marks({ config, data, theme }: OptionInput): Series {
  const { oriel } = theme;
  const lines: Record<string, unknown>[] = [];
  if (config.threshold)
    lines.push({
      yAxis: config.threshold.value,
      lineStyle: { color: oriel.threshold.color, width: 1, type: oriel.threshold.dash },
      label: { formatter: config.threshold.label, position: 'insideEndTop', color: oriel.text['2'], fontSize: 11, distance: [0, 2] },
    });
  for (const { value, label } of config.lines)
    lines.push({
      yAxis: value,
      lineStyle: { color: oriel.text['3'], width: 1, type: 'dashed' },
      label: { formatter: label, position: 'insideEndTop', color: oriel.text['2'], fontSize: 11, distance: [0, 2] },
    });
  const analysis = data.analysis;
  if (analysis && analysis.forecast.length > 0)
    lines.push({
      xAxis: data.nowMs,
      lineStyle: { color: oriel.text['3'], width: 1, type: 'solid' },
      label: { formatter: t('Now'), position: 'insideEndTop', rotate: 0, distance: [5, -2], color: oriel.text['3'], fontSize: 11 },
    });
  const anomalies = analysis?.anomalies ?? [];
  const areas = [
    ...(config.band ? [goodRange(config.band, theme)] : []),
    ...anomalies.map(({ fromMs, toMs }) => [{ xAxis: fromMs, itemStyle: { color: oriel.anomaly.band } }, { xAxis: toMs }]),
  ];
  return {
    ...(lines.length > 0 ? { markLine: { silent: true, symbol: 'none', animation: false, data: lines } } : {}),
    ...(areas.length > 0 ? { markArea: { silent: true, data: areas } } : {}),
    ...(anomalies.length > 0
      ? {
          markPoint: {
            symbol: 'diamond',
            itemStyle: { color: oriel.anomaly.mark, borderColor: oriel.panel, borderWidth: 2 },
            label: { show: false },
            data: anomalies.map(({ atMs, value, severity }, index) => ({
              name: `anomaly-${index}`,
              coord: [atMs, value],
              symbolSize: severity >= 75 ? 14 : severity >= 50 ? 11 : 9,
            })),
          },
        }
      : {}),
  };
}

export function analysisSeries(input: OptionInput, color: string): Series[] {
  const { data, theme } = input;
  const { analysis } = data;
  if (!analysis) return [];
  const series: Series[] = [];
  if (analysis.band.length > 0)
    series.push(
      ...band(
        'usual',
        theme.oriel.previous.color,
        0.14,
        analysis.band.map(({ timeMs, lower, upper }) => ({ timeMs, low: lower, high: upper })),
      ),
    );
  if (analysis.forecast.length > 0) {
    series.push(
      ...band(
        'forecast',
        color,
        theme.oriel.forecast.bandOpacity,
        analysis.forecast.map(({ timeMs, low, high }) => ({ timeMs, low, high })),
      ),
    );
    series.push({
      id: 'forecast-mean',
      name: t('Forecast'),
      type: 'line',
      symbol: 'none',
      data: analysis.forecast.map(({ timeMs, mean }) => [timeMs, mean]),
      lineStyle: { color, width: theme.oriel.forecast.width, type: theme.oriel.forecast.dash },
      color,
    });
  }
  return series;
}

/** The axis that flags stand on: hidden, from 0 to 1. */
export const flagAxis = ({ data }: OptionInput): Series[] =>
  data.marks && data.marks.length > 0 ? [{ type: 'value', min: 0, max: 1, show: false }] : [];
const flag = 'path://M0 24V0h1.6v1.4H12l-3 4 3 4H1.6V24z';

/** Small flags on the time axis: what alerts went through, and what was done. They stand on an axis of their own. */
export function flags({ data, theme }: OptionInput): Series[] {
  if (!data.marks || data.marks.length === 0) return [];
  const colors = { bad: theme.oriel.threshold.color, good: theme.color[3] ?? '', action: theme.oriel.text['2'] ?? '' };
  return [
    {
      id: 'flags',
      name: 'flags',
      type: 'line',
      yAxisIndex: data.series.some(({ right }) => right) ? 2 : 1,
      z: 6,
      silent: true,
      emphasis: { disabled: true },
      showSymbol: true,
      symbol: flag,
      symbolSize: [9, 18],
      symbolOffset: [4, -9],
      lineStyle: { width: 0 },
      data: [...data.marks]
        .sort((left, right) => left.atMs - right.atMs)
        .map(({ atMs, tone }) => ({ value: [atMs, 0], itemStyle: { color: colors[tone] } })),
    },
  ];
}

/** Sums over all series; null where none of them has a value. */
const sumOf = (series: XySeries[], x: unknown[]) =>
  x.map((_, at) => {
    const values = series.map(({ previous }) => previous?.[at] ?? null).filter((value): value is number => value !== null);
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
  });

const mostGhosts = 6;

/** The time before, thin and behind: one ghost a series, or of stacked ones their sum. */
export function ghosts(input: OptionInput): Series[] {
  const { config, data, theme } = input;
  const known = data.series.filter(({ previous }) => previous);
  if (known.length === 0 || config.stack === 'percent') return [];
  const grey = theme.oriel.previous;
  const shaped = (id: string, name: string, values: (number | null)[], color: string): Series => ({
    id,
    name,
    z: 1,
    silent: true,
    color,
    data: data.axis === 'category' ? onScale(values, config.scale) : data.x.map((x, at) => [x, onScale(values, config.scale)[at] ?? null]),
    ...(config.mark === 'bar'
      ? { type: 'bar', barMaxWidth: 64, itemStyle: { color, opacity: 0.45, borderRadius: [2, 2, 0, 0] } }
      : { type: 'line', symbol: 'none', lineStyle: { ...grey, color } }),
  });
  if (config.stack === 'stacked') return [shaped('previous', `All, ${data.against}`, sumOf(known, data.x), grey.color)];
  if (known.length === 1) return [shaped('previous', `${known[0]?.name}, ${data.against}`, known[0]?.previous ?? [], grey.color)];
  return known
    .slice(0, mostGhosts)
    .map((series) =>
      shaped(
        `previous-${series.key}`,
        `${series.name}, ${data.against}`,
        series.previous ?? [],
        colorFor(input, series, data.series.indexOf(series)),
      ),
    );
}
