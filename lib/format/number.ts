import { locale } from '../i18n/language';

export type ValueFormat = 'number' | 'bytes' | 'duration-ms' | 'percent' | 'money' | 'id';

const nbsp = '\u00a0';
const cache = new Map<string, Intl.NumberFormat>();

function intl(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale() + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale(), options);
    cache.set(key, found);
  }
  return found;
}

const minus = (text: string) => text.replace('-', '−');
const plain = (value: number, digits: number) => minus(intl({ maximumFractionDigits: digits }).format(value));

/** Full and grouped: 24,118,402 · 6,214 · 3.14. */
export function formatCount(value: number): string {
  const size = Math.abs(value);
  return plain(value, size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

/** With so many digits after the point: 3.10. */
export const formatFixed = (value: number, digits: number): string =>
  minus(intl({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value));

/** At most three digits, for axes and lists: 12k · 1.22M. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  if (size < 1_000) return formatCount(value);
  const [scale, letter] = size < 999_500 ? [1e3, 'k'] : size < 999_500_000 ? [1e6, 'M'] : [1e9, 'B'];
  const scaled = value / scale;
  return `${plain(scaled, Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 10 ? 1 : 2)}${letter}`;
}

function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const step = Math.min(units.length - 1, value === 0 ? 0 : Math.max(0, Math.floor(Math.log10(Math.abs(value)) / 3)));
  return `${plain(value / 1_000 ** step, step === 0 ? 0 : 1)}${nbsp}${units[step]}`;
}

/** ms below 10 s, then s, min, h. */
function duration(ms: number): string {
  const size = Math.abs(ms);
  if (size < 10_000) return `${plain(ms, size < 10 ? 1 : 0)}${nbsp}ms`;
  if (size < 60_000) return `${plain(ms / 1_000, 1)}${nbsp}s`;
  if (size < 3_600_000) return `${plain(ms / 60_000, 0)}${nbsp}min`;
  const hours = Math.floor(size / 3_600_000);
  const minutes = Math.round((size % 3_600_000) / 60_000);
  return minus(`${ms < 0 ? '-' : ''}${hours}${nbsp}h${minutes > 0 ? ` ${minutes}${nbsp}min` : ''}`);
}

/** `value` is already in percent. */
function percent(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.01) return '<0.01%';
  return `${minus(intl({ minimumFractionDigits: Math.abs(value) < 1 ? 2 : 1, maximumFractionDigits: Math.abs(value) < 1 ? 2 : 1 }).format(value))}%`;
}

function money(value: number, compact: boolean, currency = 'EUR'): string {
  if (compact && Math.abs(value) >= 1_000)
    return `${minus(intl({ style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 3 }).format(value)).replace('K', 'k')}`;
  const cents = Math.abs(value) >= 1_000 ? 0 : 2;
  return minus(intl({ style: 'currency', currency, minimumFractionDigits: cents, maximumFractionDigits: cents }).format(value));
}

/** One value as people read it; missing values are an en dash. `compact` is for axes. */
export function formatValue(
  value: number | null | undefined,
  format: ValueFormat = 'number',
  { unit, compact = false }: { unit?: string; compact?: boolean } = {},
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (format === 'bytes') return bytes(value);
  if (format === 'duration-ms') return duration(value);
  if (format === 'percent') return percent(value);
  if (format === 'money') return money(value, compact, unit);
  if (format === 'id') return String(value);
  const text = compact ? formatCompact(value) : formatCount(value);
  return unit ? `${text}${nbsp}${unit}` : text;
}

/** Number and unit apart, for the big figure of a metric. */
export function splitUnit(text: string): [string, string] {
  const at = text.lastIndexOf(nbsp);
  return at > 0 && !/\d/.test(text.slice(at + 1)) ? [text.slice(0, at), text.slice(at + 1)] : [text, ''];
}
