import type { ChartOption, ChartTheme } from '../../components/charts/chart-option';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import type { ChangeData } from './schema';

interface Step {
  name: string;
  /** Where the bar begins and ends. */
  low: number;
  high: number;
  color: string;
  text: string;
}

/** Bars of the bridge: what it was, what each value added or took away, what it is. */
export function bridge(
  data: ChangeData,
  colors: { whole: string; up: string; down: string; other: string },
  say: (value: number) => string,
): Step[] {
  let level = data.before;
  const parts = data.parts.map(({ key, before, after, other }): Step => {
    const [from, to] = [level, level + after - before];
    level = to;
    const up = to >= from;
    const color = other ? colors.other : up ? colors.up : colors.down;
    return { name: key, low: Math.min(from, to), high: Math.max(from, to), color, text: `${up ? '+' : '−'}${say(Math.abs(to - from))}` };
  });
  return [
    { name: t('Before'), low: 0, high: data.before, color: colors.whole, text: say(data.before) },
    ...parts,
    { name: t('Now'), low: 0, high: data.after, color: colors.whole, text: say(data.after) },
  ];
}

export function changeOption(data: ChangeData, theme: ChartTheme, width: number): ChartOption {
  const say = (value: number) =>
    formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit, compact: Math.abs(value) >= 100_000 });
  const { better } = data;
  const [good, bad] = [theme.color[3] ?? '', theme.oriel.threshold.color];
  const [up, down] = better === 'neither' ? [theme.color[0] ?? '', theme.color[1] ?? ''] : better === 'higher' ? [good, bad] : [bad, good];
  const steps = bridge(data, { whole: theme.oriel.previous.color, up, down, other: theme.color[9] ?? '' }, say);
  const least = Math.min(data.before, data.after, ...steps.slice(1, -1).map(({ low }) => low));
  const most = Math.max(...steps.map(({ high }) => high));
  // the small parts of a large whole are what is looked at: the axis begins below them, and says so
  const floor = least > 0 && most - least < 0.5 * most ? Math.max(0, least - (most - least)) : 0;
  return {
    animationDuration: 320,
    grid: { left: 4, right: 8, top: 22, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const part = data.parts[dataIndex - 1];
        if (!part)
          return dataIndex === 0
            ? `${data.against}: <b>${say(data.before)}</b>`
            : `Now: <b>${say(data.after)}</b> · ${signedChange(data.after, data.before) ?? ''}`;
        return `${part.key.replace(/[<&>]/g, '')}: ${say(part.before)} → <b>${say(part.after)}</b> · ${signedChange(part.after, part.before) ?? ''}`;
      },
    },
    xAxis: {
      type: 'category',
      data: steps.map(({ name }) => name),
      axisLabel: { interval: 0, width: Math.max(36, width / steps.length - 8), overflow: 'truncate' },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      min: floor,
      splitNumber: 4,
      axisLabel: {
        formatter: (value: number) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit, compact: true }),
      },
    },
    series: [
      {
        id: 'under',
        type: 'bar',
        stack: 'bridge',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: steps.map(({ low }) => Math.max(low, 0)),
      },
      {
        id: 'steps',
        type: 'bar',
        stack: 'bridge',
        barMaxWidth: 64,
        barCategoryGap: '22%',
        label: {
          show: true,
          position: 'top',
          fontSize: 11,
          color: theme.oriel.text['2'],
          formatter: ({ dataIndex }: { dataIndex: number }) => steps[dataIndex]?.text ?? '',
        },
        data: steps.map(({ low, high, color }) => ({ value: high - low, itemStyle: { color, borderRadius: 2 } })),
      },
    ],
  };
}
