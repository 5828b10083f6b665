import { parseIsoDate } from '../../lib/elastic/date-math';
import { formatDay } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import { earlier } from '../../lib/query/relative-time';
import { nameRange, type TimeRange } from '../../lib/query/time-range';
import type { PanelTime } from './document/schema';

/** The time that a panel shows: its own where it has one, the dashboard's otherwise. */
export function panelTime(time: PanelTime | undefined, range: TimeRange): TimeRange {
  if (!time) return range;
  return 'range' in time ? time.range : earlier(range, time.back);
}

/** A date as people write it; date math as it is. */
function moment(text: string): string {
  const ms = parseIsoDate(text);
  return ms === undefined ? text : formatDay(ms, 'UTC');
}

const earlierBy: Record<string, (count: number) => string> = {
  s: (count) => t('{count, plural, one {# second earlier} other {# seconds earlier}}', { count }),
  m: (count) => t('{count, plural, one {# minute earlier} other {# minutes earlier}}', { count }),
  h: (count) => t('{count, plural, one {# hour earlier} other {# hours earlier}}', { count }),
  d: (count) => t('{count, plural, one {# day earlier} other {# days earlier}}', { count }),
  w: (count) => t('{count, plural, one {# week earlier} other {# weeks earlier}}', { count }),
  M: (count) => t('{count, plural, one {# month earlier} other {# months earlier}}', { count }),
  y: (count) => t('{count, plural, one {# year earlier} other {# years earlier}}', { count }),
};

/** "Last 7 days", "1 week earlier": what the panel's head says where it keeps to a time of its own. */
export function panelTimeWords(time: PanelTime): string {
  if ('range' in time) return nameRange(time.range) ?? `${moment(time.range.from)} – ${moment(time.range.to)}`;
  return earlierBy[time.back.slice(-1)]?.(Number.parseInt(time.back, 10)) ?? time.back;
}
