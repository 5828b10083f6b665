import { formatValue } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import type { ValueStyle } from '../../panels/shared/measure';

const units: [seconds: number, name: string, say: (count: number) => string][] = [
  [86_400, 'day', (count) => t('{count, plural, one {# day} other {# days}}', { count })],
  [3_600, 'hour', (count) => t('{count, plural, one {# hour} other {# hours}}', { count })],
  [60, 'minute', (count) => t('{count, plural, one {# minute} other {# minutes}}', { count })],
  [1, 'second', (count) => t('{count, plural, one {# second} other {# seconds}}', { count })],
];

/** "5 minutes", "hour": what comes after "the last" in what is kept of an alert, which is English. */
export function spanWords(seconds: number): string {
  const [size, name] = units.find(([size]) => seconds % size === 0) ?? [1, 'second'];
  const count = seconds / size;
  return count === 1 ? name : `${count} ${name}s`;
}

export const written = (value: number | null, style: ValueStyle): string =>
  value === null ? 'nothing' : formatValue(value, style.format, { unit: style.unit });

/** "5 minutes", "1 hour". */
export const countedSpan = (seconds: number): string => {
  const [size = 1, , say] = units.find(([size]) => seconds % size === 0) ?? [];
  return say?.(seconds / size) ?? '';
};
