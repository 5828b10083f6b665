import { formatFixed } from '../../lib/format/number';
import { locale } from '../../lib/i18n/language';
import { t } from '../../lib/i18n/t';

export interface Change {
  /** "12.3%", "1.2 pt", "new", "no change". */
  words: string;
  up: boolean | undefined;
}

/** How a value differs from the one before; undefined where one of them is not known. Shares change in points, everything else in percent. */
export function changeOf(value: number | null | undefined, previous: number | null | undefined, inPoints = false): Change | undefined {
  if (value === null || value === undefined || previous === null || previous === undefined) return undefined;
  if (value === previous) return { words: t('no change'), up: undefined };
  if (inPoints) return { words: `${formatFixed(Math.abs(value - previous), 1)} pt`, up: value > previous };
  if (previous === 0) return { words: t('new'), up: true };
  const percent = Math.abs((value - previous) / previous) * 100;
  return { words: `${percent >= 1_000 ? Math.round(percent).toLocaleString(locale()) : formatFixed(percent, 1)}%`, up: value > previous };
}

/** "+12.3%", "−4.0%", "new", "±0": for a label beside a number. */
export function signedChange(value: number | null | undefined, previous: number | null | undefined, inPoints = false): string | undefined {
  const change = changeOf(value, previous, inPoints);
  if (!change) return undefined;
  if (change.up === undefined) return '±0';
  return previous === 0 && !inPoints ? change.words : `${change.up ? '+' : '−'}${change.words}`;
}
