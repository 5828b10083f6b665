import { formatValue, type ValueFormat } from '../../lib/format/number';
import { formatClock, formatClockSeconds, formatDay, formatInstant } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import type { OptionInput } from './option-input';
import type { XyConfig, XyData } from './schema';

export const style = (data: XyData) => [data.style.format as ValueFormat, { unit: data.style.unit }] as const;

function timeLabel(data: XyData, timeZone: string) {
  const days = (data.range.toMs - data.range.fromMs) / 86_400_000;
  return (value: number) => {
    const clock = formatClock(value, timeZone);
    if (days > 4 || clock === '00:00') return `{day|${formatDay(value, timeZone)}}`;
    return days < 1 / 48 ? formatClockSeconds(value, timeZone) : clock;
  };
}

export function horizontalAxis(input: OptionInput): Record<string, unknown> {
  const { data, theme, timeZone } = input;
  if (data.axis === 'category')
    return {
      type: 'category',
      data: data.x,
      axisLabel: { interval: 0, width: Math.max(40, input.width / Math.max(1, data.x.length) - 10), overflow: 'truncate' },
    };
  if (data.axis === 'number')
    return {
      type: 'value',
      min: 'dataMin',
      splitLine: { show: false },
      axisLine: { show: true },
      axisLabel: { formatter: (value: number) => formatValue(value) },
    };
  const last = data.analysis?.forecast.at(-1)?.timeMs ?? data.range.toMs;
  return {
    type: 'time',
    min: data.range.fromMs,
    max: last,
    splitNumber: Math.max(2, Math.floor(input.width / 110)),
    axisLabel: {
      formatter: timeLabel(data, timeZone),
      rich: { day: { fontWeight: 600, color: theme.oriel.text['2'] } },
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
    },
  };
}

/** Lines start at zero unless the range is under 20 % of the value; bars and areas always do. */
export function floor(config: XyConfig, data: XyData): number | undefined {
  if (config.mark !== 'line' || config.stack !== 'none') return 0;
  const values = data.series.flatMap((series) => series.values).filter((value): value is number => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low > 0 && high - low < 0.2 * high ? undefined : low < 0 ? undefined : 0;
}

interface TooltipItem {
  seriesName: string;
  seriesId: string;
  color: string;
  axisValue: number | string;
  value: [number, number | null] | number | null;
}

const hiddenInTooltip = /^((usual|forecast)-(low|band)|flags)$/;
const escape = (text: string) =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);

/** The flags within a bucket of the pointer, said in words. */
function flagsNear(data: XyData, atMs: number, timeZone: string): string {
  const reach = Math.max(data.stepMs ?? 0, (data.range.toMs - data.range.fromMs) / 120);
  return (data.marks ?? [])
    .filter((mark) => Math.abs(mark.atMs - atMs) <= reach)
    .slice(0, 5)
    .map(
      (mark) =>
        `<div style="max-width:320px;white-space:normal;margin-top:4px">⚑ ${formatClockSeconds(mark.atMs, timeZone)} ${escape(mark.text)}</div>`,
    )
    .join('');
}

export function tooltip({ data, timeZone }: OptionInput) {
  const styles = new Map(data.series.map((series) => [series.key, series.style]));
  const say = (id: string, value: number) => {
    const own = styles.get(id.replace(/^previous-/, ''));
    return own ? formatValue(value, own.format as ValueFormat, { unit: own.unit }) : formatValue(value, ...style(data));
  };
  return (items: TooltipItem[]) => {
    const [first] = items;
    if (!first) return '';
    const head = data.axis === 'time' ? formatInstant(Number(first.axisValue), timeZone) : String(first.axisValue);
    const rows = items
      .filter((item) => !hiddenInTooltip.test(item.seriesId))
      .map((item) => ({ ...item, amount: Array.isArray(item.value) ? item.value[1] : item.value }))
      .filter((item) => item.amount !== null && item.amount !== undefined)
      .sort((a, b) => Number(b.amount) - Number(a.amount));
    const shown = rows
      .slice(0, 8)
      .map(
        (item) =>
          `<div style="display:flex;gap:16px;justify-content:space-between"><span><i style="display:inline-block;width:8px;height:8px;border-radius:2px;background:${item.color};margin-right:6px"></i>${escape(item.seriesName)}</span><b style="font-weight:600">${say(item.seriesId, Number(item.amount))}</b></div>`,
      );
    return `<div style="font-weight:600;margin-bottom:4px">${escape(head)}</div>${shown.join('')}${rows.length > 8 ? `<div>${t('and {count} more', { count: rows.length - 8 })}</div>` : ''}${data.axis === 'time' ? flagsNear(data, Number(first.axisValue), timeZone) : ''}`;
  };
}

/** One sentence for those who cannot see the chart. */
export function describeXy({ data, timeZone }: Pick<OptionInput, 'data' | 'timeZone'>, title: string): string {
  const values = data.series.flatMap((series) => series.values).filter((value): value is number => value !== null);
  if (values.length === 0) return t('{title}: no values.', { title });
  const names =
    data.series.length > 1
      ? t('{count} series ({names}), ', {
          count: data.series.length,
          names: data.series
            .slice(0, 4)
            .map((series) => series.name)
            .join(', '),
        })
      : '';
  const anomalies = data.analysis?.anomalies.length ?? 0;
  const span =
    data.axis === 'time'
      ? t(' between {from} and {to}', {
          from: formatInstant(data.range.fromMs, timeZone),
          to: formatInstant(data.range.toMs, timeZone),
        })
      : '';
  const flags = [...new Set((data.marks ?? []).map(({ text }) => text))].slice(0, 4);
  const found = anomalies > 0 ? t(', {anomalies, plural, one {# anomaly} other {# anomalies}}', { anomalies }) : '';
  return t('{title}: {names}{least} to {most}{span}{more}.', {
    title,
    names,
    least: formatValue(Math.min(...values), ...style(data)),
    most: formatValue(Math.max(...values), ...style(data)),
    span,
    more: `${found}${flags.length > 0 ? t(', flags: {flags}', { flags: flags.join(', ') }) : ''}`,
  });
}
