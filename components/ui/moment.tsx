'use client';

import { formatAgo, formatClockSeconds, formatDay, formatFull, formatInstant } from '../../lib/format/time';
import { useReader } from './reader-context';

const shapes = { ago: formatAgo, instant: formatInstant, clock: formatClockSeconds, day: formatDay };

/** A time in the reader's zone, which hovering names. `at` is an ISO instant. */
export function Moment({ at, as = 'ago' }: { at: string; as?: keyof typeof shapes }) {
  const zone = useReader()?.timeZone ?? 'UTC';
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={`${formatFull(ms, zone)} (${zone})`} suppressHydrationWarning>
      {shapes[as](ms, zone)}
    </time>
  );
}
