import { DateMathError, parseDateMath, parseIsoDate } from '../../lib/elastic/date-math';
import { parsingError } from '../plan/es-error';

const pad = (value: number, width: number) => String(value).padStart(width, '0');

const letters: Record<string, { pattern: string; part: 'y' | 'M' | 'd' | 'H' | 'm' | 's' | 'S' }> = {
  yyyy: { pattern: '(\\d{4})', part: 'y' },
  uuuu: { pattern: '(\\d{4})', part: 'y' },
  MM: { pattern: '(\\d{2})', part: 'M' },
  dd: { pattern: '(\\d{2})', part: 'd' },
  HH: { pattern: '(\\d{2})', part: 'H' },
  mm: { pattern: '(\\d{2})', part: 'm' },
  ss: { pattern: '(\\d{2})', part: 's' },
  SSS: { pattern: '(\\d{3})', part: 'S' },
};
const letterRuns = /yyyy|uuuu|MM|dd|HH|mm|SSS|ss/g;

function parsePattern(format: string, text: string): number | undefined {
  const parts: string[] = [];
  const body = format
    .replaceAll("'", '')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(letterRuns, (run) => {
      const letter = letters[run];
      parts.push(letter?.part ?? '');
      return letter?.pattern ?? run;
    });
  const match = new RegExp(`^${body}$`).exec(text);
  if (!match) return undefined;
  const got: Record<string, number> = { y: 1970, M: 1, d: 1, H: 0, m: 0, s: 0, S: 0 };
  parts.forEach((part, index) => {
    got[part] = Number(match[index + 1]);
  });
  return Date.UTC(got.y ?? 1970, (got.M ?? 1) - 1, got.d, got.H, got.m, got.s, got.S);
}

function parseOne(format: string, value: string | number): number | undefined {
  const text = String(value);
  if (format === 'epoch_millis') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (format === 'epoch_second') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
  if (
    /^(strict_)?(date_optional_time|date_time|date|basic_date_time|date_time_no_millis|date_hour_minute_second|iso8601|year|year_month)/.test(
      format,
    )
  )
    return typeof value === 'number' ? undefined : parseIsoDate(text);
  return parsePattern(format, text);
}

/** A date value as epoch milliseconds by the mapping's formats; default `strict_date_optional_time||epoch_millis`. */
export function parseDateWith(format: string | undefined, value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  for (const one of (format ?? 'strict_date_optional_time||epoch_millis').split('||')) {
    const ms = parseOne(one, value);
    if (ms !== undefined) return ms;
  }
  return undefined;
}

/** A date in a query: date math, ISO, epoch, or the given formats. Throws `parse_exception`. */
export function parseQueryDate(value: unknown, options: { nowMs: number; timeZone?: string; roundUp?: boolean; format?: string }): number {
  if (typeof value === 'number') return options.format?.includes('epoch_second') ? value * 1000 : value;
  const text = String(value);
  const exact = options.format && !text.startsWith('now') ? parseDateWith(options.format, text) : undefined;
  if (exact !== undefined && !options.roundUp) return exact;
  try {
    return parseDateMath(text, options);
  } catch (error) {
    if (exact !== undefined) return exact;
    if (error instanceof DateMathError) throw parsingError(`failed to parse date field [${text}]: ${error.message}`);
    throw error;
  }
}

/** Epoch milliseconds as the format says; ISO with milliseconds unless told otherwise. */
export function formatDate(ms: number, format?: string, offsetMs = 0): string {
  const first = format?.split('||')[0];
  if (first === 'epoch_millis') return String(ms);
  if (first === 'epoch_second') return String(Math.floor(ms / 1000));
  const local = new Date(ms + offsetMs);
  if (first && letterRuns.test(first)) {
    letterRuns.lastIndex = 0;
    const got: Record<string, string> = {
      y: pad(local.getUTCFullYear(), 4),
      M: pad(local.getUTCMonth() + 1, 2),
      d: pad(local.getUTCDate(), 2),
      H: pad(local.getUTCHours(), 2),
      m: pad(local.getUTCMinutes(), 2),
      s: pad(local.getUTCSeconds(), 2),
      S: pad(local.getUTCMilliseconds(), 3),
    };
    return first.replaceAll("'", '').replace(letterRuns, (run) => got[letters[run]?.part ?? ''] ?? run);
  }
  const iso = local.toISOString();
  if (offsetMs === 0) return iso;
  const minutes = Math.abs(offsetMs) / 60_000;
  return `${iso.slice(0, -1)}${offsetMs < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}:${pad(Math.round(minutes % 60), 2)}`;
}
