import { addMonthsUtc, offsetMs } from '../elastic/time-zone';
import { formatLength, formatSpan } from '../format/time';
import { type Message, msg, t } from '../i18n/t';
import type { ResolvedTimeRange } from './time-range';

const custom = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)\/(\d{4}-\d{2}-\d{2}T[\d:.]+Z)$/;

const days: Record<string, number> = { '1d': 1, '1w': 7 };
const months: Record<string, number> = { '1M': 1, '1y': 12 };

/** The same reading of the clock, days earlier: across a change of the clocks too. */
function daysBack(ms: number, count: number, timeZone: string): number {
  const then = ms - count * 86_400_000;
  return then + offsetMs(ms, timeZone) - offsetMs(then, timeZone);
}

/** The time that `range` is compared with; undefined where it is compared with nothing, or with what cannot be read. */
export function compareRange(compare: string, range: ResolvedTimeRange, timeZone: string): ResolvedTimeRange | undefined {
  const { fromMs, toMs } = range;
  if (compare === 'previous') return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
  const back = days[compare];
  if (back) return { fromMs: daysBack(fromMs, back, timeZone), toMs: daysBack(toMs, back, timeZone) };
  const backMonths = months[compare];
  if (backMonths) return { fromMs: addMonthsUtc(fromMs, -backMonths, timeZone), toMs: addMonthsUtc(toMs, -backMonths, timeZone) };
  const own = custom.exec(compare);
  if (!own) return undefined;
  const [from, to] = [Date.parse(own[1] ?? ''), Date.parse(own[2] ?? '')];
  return to > from ? { fromMs: from, toMs: to } : undefined;
}

const words: Record<string, Message> = {
  '1d': msg('the day before'),
  '1w': msg('the week before'),
  '1M': msg('the month before'),
  '1y': msg('the year before'),
};

/** "previous 24 h", "the week before", "Sun 1 Nov – Mon 2 Nov": what stands after "vs" or "compare with". */
export function compareWords(compare: string, spanMs: number, timeZone: string): string {
  const own = custom.exec(compare);
  if (own) return formatSpan(Date.parse(own[1] ?? ''), Date.parse(own[2] ?? ''), timeZone);
  const known = words[compare];
  return known ? t(known) : t('previous {length}', { length: formatLength(spanMs) });
}
