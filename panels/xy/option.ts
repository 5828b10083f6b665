import type { ChartOption } from '../../components/charts/chart-option';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { floor, horizontalAxis, tooltip } from './axes';
import type { OptionInput } from './option-input';
import { analysisSeries, flagAxis, flags, ghosts, marks } from './overlays';
import type { XyConfig, XySeries } from './schema';
import { colorFor, onScale, type Series, styleFor } from './series-style';

/** Percentages of each column's sum. */
function shares(series: XySeries[], x: unknown[]): XySeries[] {
  const sums = x.map((_, at) => series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0));
  return series.map((one) => ({
    ...one,
    values: one.values.map((value, at) => (value === null || !sums[at] ? null : (100 * value) / sums[at])),
  }));
}

function filled(values: (number | null)[], missing: XyConfig['missing']): (number | null)[] {
  if (missing === 'gap') return values;
  let last: number | null = null;
  return values.map((value) => {
    if (value !== null) last = value;
    return value ?? (missing === 'zero' ? 0 : last);
  });
}

interface Drawn {
  mark: XyConfig['mark'] | 'points';
  color: string;
  stack: string | undefined;
  /** Its name stands at the end of its line. */
  named: boolean;
}

function bar({ data, theme }: OptionInput, { stack }: Drawn): Series {
  return {
    type: 'bar',
    itemStyle: stack
      ? { borderRadius: 0, borderColor: theme.oriel.panel, borderWidth: data.series.length > 1 ? 0.5 : 0 }
      : { borderRadius: [2, 2, 0, 0] },
    barCategoryGap: data.axis === 'number' ? '8%' : '18%',
    barMaxWidth: 64,
  };
}

function line({ config, data, theme }: OptionInput, series: XySeries, { mark, color, stack, named }: Drawn): Series {
  const own = styleFor(config, series);
  const opacity = stack ? theme.oriel.areaOpacity : theme.oriel.softAreaOpacity;
  return {
    type: 'line',
    connectNulls: false,
    showSymbol: mark === 'points' || data.x.length === 1,
    symbol: 'circle',
    symbolSize: 5,
    lineStyle: { width: mark === 'points' ? 0 : (own.width ?? (stack ? 1.5 : 1.75)), type: own.dash ?? 'solid', color },
    areaStyle: mark === 'area' || stack ? { color, opacity } : undefined,
    endLabel: named
      ? { show: true, distance: 8, formatter: series.name, color: theme.oriel.text['2'], fontSize: 11, width: 96, overflow: 'truncate' }
      : { show: false },
    labelLayout: { moveOverlap: 'shiftY' },
  };
}

function measured(input: OptionInput, series: XySeries, index: number, named: boolean): Series {
  const { config, data } = input;
  const color = colorFor(input, series, index);
  const stack = config.stack === 'none' || series.right ? undefined : 'all';
  const drawn: Drawn = { mark: styleFor(config, series).mark ?? config.mark, color, stack, named };
  const values = onScale(filled(series.values, config.missing), config.scale);
  return {
    id: series.key,
    name: series.name,
    color,
    stack,
    ...(series.right ? { yAxisIndex: 1 } : {}),
    data: data.axis === 'category' ? values : data.x.map((x, at) => [x, values[at] ?? null]),
    ...(drawn.mark === 'bar' ? bar(input, drawn) : line(input, series, drawn)),
  };
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

/** The axis at the left, at the right where a series asks for it, and the one that flags stand on. */
function verticalAxes(input: OptionInput): Record<string, unknown>[] {
  const { config, data } = input;
  const scale = config.scale === 'log' ? { type: 'log', logBase: 10 } : { type: 'value' };
  const label = ({ format, unit }: { format: string; unit?: string }) => ({
    splitNumber: 4,
    axisLabel: { formatter: (value: number) => formatValue(value, format as ValueFormat, { compact: true, unit }) },
  });
  const left = { ...data, series: data.series.filter(({ right }) => !right) };
  const [second] = data.series.filter(({ right }) => right);
  return [
    { ...scale, ...(config.scale === 'log' ? {} : ends(config, floor(config, left))), ...label(data.style) },
    ...(second
      ? [
          {
            ...scale,
            position: 'right',
            splitLine: { show: false },
            ...(config.scale === 'log' ? {} : { min: 0 }),
            ...label(second.style ?? data.style),
          },
        ]
      : []),
    ...flagAxis(input),
  ];
}

/** Columns → ECharts option. Pure: the same on the server and in a test. */
export function xyOption(input: OptionInput): ChartOption {
  const { config, width } = input;
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
  const legend = several && !atLines && config.names !== 'none' && config.names !== 'statistics';
  const main = data.series.map((series, index) => measured(shaped, series, index, atLines));
  const color = data.series[0] ? colorFor(shaped, data.series[0], 0) : '';
  if (main[0]) Object.assign(main[0], marks(shaped));
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
    yAxis: verticalAxes(shaped),
    series: [...analysisSeries(shaped, color), ...ghosts(shaped), ...main, ...flags(shaped)],
  };
}
