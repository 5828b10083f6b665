import type { FormattedValue } from '../../components/ui/formatted';
import { formatValue } from '../../lib/format/number';
import { fillUrl } from '../../lib/text/variables';
import type { FieldFormat } from './schema';

function holds({ when, value }: NonNullable<FieldFormat['colors']>[number], given: unknown): boolean {
  if (when === 'is') return String(given) === value;
  const [left, right] = [Number(given), Number(value)];
  if (given === '' || given === null || Number.isNaN(left) || Number.isNaN(right)) return false;
  return when === 'at-least' ? left >= right : left < right;
}

/** A value as its data view wants it written: format and unit, link, colour. `plain` is how it is written without. */
export function formatField(format: FieldFormat | undefined, value: unknown, plain: string): FormattedValue {
  if (!format || value === undefined || value === null) return { text: plain };
  const text =
    typeof value === 'number' && (format.format || format.unit) ? formatValue(value, format.format, { unit: format.unit }) : plain;
  const rule = format.colors?.find((one) => holds(one, value));
  const href = format.url && typeof value !== 'object' ? fillUrl(format.url, { value: String(value) }) : undefined;
  return { text, ...(href ? { href } : {}), ...(rule ? { tone: rule.tone } : {}) };
}
