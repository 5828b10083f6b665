import type { ChartOption } from '../../components/charts/chart-option';
import { formatValue } from '../../lib/format/number';
import { floor, horizontalAxis, style, tooltip } from './axes';
import type { OptionInput } from './option-input';
import type { XyConfig, XySeries } from './schema';

type Series = Record<string, unknown>;

function colorFor({ data, theme, colorOf }: OptionInput, series: XySeries, index: number): string {
  const place = series.other ? 10 : (series.color ?? (data.splitField ? colorOf(data.splitField, series.key) : index + 1));
  return theme.color[(place - 1) % theme.color.length] ?? '';
}

/** Percentages of each column's sum. */
function shares(series: XySeries[], x: unknown[]): XySeries[] {
  const sums = x.map((_, at) => series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0));
  return series.map((one) => ({
    ...one,
    values: one.values.map((value, at) => (value === null || !sums[at] ? null : (100 * value) / sums[at])),
  }));
}

/** What has no logarithm is not drawn on its scale. */
const onScale = (values: (number | null)[], scale: XyConfig['scale']) =>
  scale === 'log' ? values.map((value) => (value !== null && value > 0 ? value : null)) : values;

function filled(values: (number | null)[], missing: XyConfig['missing']): (number | null)[] {
  if (missing === 'gap') return values;
  let last: number | null = null;
  return values.map((value) => {
    if (value !== null) last = value;
    return value ?? (missing === 'zero' ? 0 : last);
  });
}

function measured(input: OptionInput, series: XySeries, index: number, named: boolean): Series {
  const { config, data, theme } = input;
  const color = colorFor(input, series, index);
  const stack = config.stack === 'none' ? undefined : 'all';
  const values = onScale(filled(series.values, config.missing), config.scale);
  const base = {
    id: series.key,
    name: series.name,
    color,
    stack,
    data: data.axis === 'category' ? values : data.x.map((x, at) => [x, values[at] ?? null]),
  };
  if (config.mark === 'bar')
    return {
      ...base,
      type: 'bar',
      itemStyle: stack
        ? { borderRadius: 0, borderColor: theme.oriel.panel, borderWidth: data.series.length > 1 ? 0.5 : 0 }
        : { borderRadius: [2, 2, 0, 0] },
      barCategoryGap: data.axis === 'number' ? '8%' : '18%',
      barMaxWidth: 64,
    };
  return {
    ...base,
    type: 'line',
    connectNulls: false,
    showSymbol: data.x.length === 1,
    symbol: 'circle',
    symbolSize: 5,
    lineStyle: { width: stack ? 1.5 : 1.75, color },
    areaStyle:
      config.mark === 'area' || stack ? { color, opacity: stack ? theme.oriel.areaOpacity : theme.oriel.softAreaOpacity } : undefined,
    endLabel: named
      ? { show: true, distance: 8, formatter: series.name, color: theme.oriel.text['2'], fontSize: 11, width: 96, overflow: 'truncate' }
      : { show: false },
    labelLayout: { moveOverlap: 'shiftY' },
  };
}

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
function marks({ config, data, theme }: OptionInput): Series {
  const { oriel } = theme;
  const lines: Record<string, unknown>[] = [];
  if (config.threshold)
    lines.push({
      yAxis: config.threshold.value,
      lineStyle: { color: oriel.threshold.color, width: 1, type: oriel.threshold.dash },
      label: { formatter: config.threshold.label, position: 'insideEndTop', color: oriel.text['2'], fontSize: 11, distance: [0, 2] },
    });
  const analysis = data.analysis;
  if (analysis && analysis.forecast.length > 0)
    lines.push({
      xAxis: data.nowMs,
      lineStyle: { color: oriel.text['3'], width: 1, type: 'solid' },
      label: { formatter: 'Now', position: 'insideEndTop', rotate: 0, distance: [5, -2], color: oriel.text['3'], fontSize: 11 },
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

function analysisSeries(input: OptionInput, color: string): Series[] {
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
      name: 'Forecast',
      type: 'line',
      symbol: 'none',
      data: analysis.forecast.map(({ timeMs, mean }) => [timeMs, mean]),
      lineStyle: { color, width: theme.oriel.forecast.width, type: theme.oriel.forecast.dash },
      color,
    });
  }
  return series;
}

const withFlagAxis = ({ data }: OptionInput, axis: Record<string, unknown>) =>
  data.marks && data.marks.length > 0 ? [axis, { type: 'value', min: 0, max: 1, show: false }] : axis;

const flag = 'path://M0 24V0h1.6v1.4H12l-3 4 3 4H1.6V24z';

/** Small flags on the time axis: what alerts went through, and what was done. They stand on an axis of their own. */
function flags({ data, theme }: OptionInput): Series[] {
  if (!data.marks || data.marks.length === 0) return [];
  const colors = { bad: theme.oriel.threshold.color, good: theme.color[3] ?? '', action: theme.oriel.text['2'] ?? '' };
  return [
    {
      id: 'flags',
      name: 'flags',
      type: 'line',
      yAxisIndex: 1,
      z: 6,
      silent: true,
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

/** True where names at the line ends would run into each other. */
function namesCollide({ config, data, height }: OptionInput): boolean {
  const stacked = config.stack !== 'none';
  const ends = data.series.map((series) => series.values.findLast((value) => value !== null) ?? 0);
  const tops = stacked
    ? ends.map((_, at) => ends.slice(0, at + 1).reduce((sum, value) => sum + value, 0))
    : [...ends].sort((a, b) => a - b);
  const most = stacked
    ? Math.max(...data.x.map((_, at) => data.series.reduce((sum, series) => sum + (series.values[at] ?? 0), 0)))
    : Math.max(...data.series.flatMap((series) => series.values.map((value) => value ?? 0)));
  const pixels = (value: number) => (value / (most || 1)) * Math.max(60, height - 40);
  return tops.some((top, at) => at > 0 && pixels(top) - pixels(tops[at - 1] ?? 0) < 13);
}

/** Where the vertical axis ends: a good range is always in sight. */
function ends({ band }: XyConfig, least: number | undefined): Record<string, unknown> {
  if (!band) return { min: least, scale: least === undefined };
  const [low, high] = [Math.min(band.from, band.to), Math.max(band.from, band.to)];
  return {
    scale: true,
    min: ({ min }: { min: number }) => Math.min(least ?? min, min, low),
    max: ({ max }: { max: number }) => Math.max(max, high),
  };
}

/** Columns → ECharts option. Pure: the same on the server and in a test. */
export function xyOption(input: OptionInput): ChartOption {
  const { config, theme, width } = input;
  const data =
    config.stack === 'percent'
      ? { ...input.data, series: shares(input.data.series, input.data.x), style: { format: 'percent' } }
      : input.data;
  const shaped = { ...input, data };
  const several = data.series.length > 1;
  const atLines =
    several &&
    config.mark !== 'bar' &&
    (config.names === 'line' || (config.names === 'auto' && data.series.length <= 6 && width >= 560 && !namesCollide(shaped)));
  const legend = several && !atLines && config.names !== 'none';
  const main = data.series.map((series, index) => measured(shaped, series, index, atLines));
  const color = data.series[0] ? colorFor(shaped, data.series[0], 0) : '';
  if (main[0]) Object.assign(main[0], marks(shaped));
  const previous = data.previous
    ? [
        {
          id: 'previous',
          name: 'Previous',
          type: 'line',
          z: 1,
          symbol: 'none',
          silent: true,
          color: theme.oriel.previous.color,
          lineStyle: theme.oriel.previous,
          data: data.x.map((x, at) => [x, data.previous?.[at] ?? null]),
        },
      ]
    : [];
  return {
    animationDuration: 320,
    grid: {
      left: 4,
      right: atLines ? 104 : 10,
      top: 12,
      bottom: legend ? 26 : 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: legend ? { show: true, bottom: 0, left: 0, type: 'scroll', data: data.series.map((series) => series.name) } : { show: false },
    tooltip: { trigger: 'axis', confine: true, formatter: tooltip(shaped) },
    xAxis: horizontalAxis(shaped),
    yAxis: withFlagAxis(shaped, {
      ...(config.scale === 'log' ? { type: 'log', logBase: 10 } : { type: 'value', ...ends(config, floor(config, data)) }),
      splitNumber: 4,
      axisLabel: { formatter: (value: number) => formatValue(value, style(data)[0], { compact: true, unit: data.style.unit }) },
    }),
    series: [...analysisSeries(shaped, color), ...previous, ...main, ...flags(shaped)],
  };
}
