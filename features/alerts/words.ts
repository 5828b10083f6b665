import { formatValue } from '../../lib/format/number';
import type { ValueStyle } from '../../panels/shared/measure';

const units: [seconds: number, name: string][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** "5 minutes", "hour": what comes after "the last". */
export function spanWords(seconds: number): string {
  const [size, name] = units.find(([size]) => seconds % size === 0) ?? [1, 'second'];
  const count = seconds / size;
  return count === 1 ? name : `${count} ${name}s`;
}

export const written = (value: number | null, style: ValueStyle): string =>
  value === null ? 'nothing' : formatValue(value, style.format, { unit: style.unit });

/** "5 minutes", "1 hour". */
export const countedSpan = (seconds: number): string => {
  const words = spanWords(seconds);
  return /^\d/.test(words) ? words : `1 ${words}`;
};
