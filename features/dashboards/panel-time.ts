import { parseIsoDate } from '../../lib/elastic/date-math';
import { formatDay } from '../../lib/format/time';
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

const units: Record<string, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', M: 'month', y: 'year' };

/** "Last 7 days", "1 week earlier": what the panel's head says where it keeps to a time of its own. */
export function panelTimeWords(time: PanelTime): string {
  if ('range' in time) return nameRange(time.range) ?? `${moment(time.range.from)} – ${moment(time.range.to)}`;
  const count = Number.parseInt(time.back, 10);
  return `${count} ${units[time.back.slice(-1)]}${count === 1 ? '' : 's'} earlier`;
}
