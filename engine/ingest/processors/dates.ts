import { parseIsoDate } from '../../../lib/elastic/date-math';
import { startOfUnit } from '../../../lib/elastic/time-zone';
import { formatJavaTime, parseJavaTime, zoneNamed } from '../../dsl/java-time';
import { illegalArgument } from '../../plan/es-error';
import { readField, writeField } from '../document';
import type { Options } from '../options';
import type { ProcessorType } from '../step';
import { compileTemplate } from '../template';

const isoOutput = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

/** TAI64N: a label of 25 characters, seconds since 1970 plus 2^62 and ten more. */
function parseTai64n(text: string): number | undefined {
  const found = /^@?([0-9a-f]{16})([0-9a-f]{8})$/i.exec(text);
  if (!found) return undefined;
  return (Number(BigInt(`0x${found[1]}`) - 2n ** 62n) - 10) * 1000 + Math.floor(Number.parseInt(found[2] as string, 16) / 1e6);
}

function parseIso(text: string, zone: string): number | undefined {
  const found = /^(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  if (!found) return undefined;
  const [, local = '', offset] = found;
  if (offset !== undefined || zone === 'UTC') {
    const plain = offset === undefined || offset === 'Z' ? 'Z' : (zoneNamed(offset) ?? 'Z');
    return parseIsoDate(`${local.replace(' ', 'T').replace(',', '.')}${local.length > 10 ? plain : ''}`);
  }
  const normal = local.length === 10 ? `${local}T00:00` : local.replace(' ', 'T');
  const [body = '', part = ''] = normal.split(/[.,]/);
  return parseJavaTime("yyyy-MM-dd'T'HH[:mm[:ss]]", body, zone) === undefined
    ? undefined
    : (parseJavaTime("yyyy-MM-dd'T'HH[:mm[:ss]]", body, zone) as number) + Math.floor(Number(`0.${part || '0'}`) * 1000 + 1e-6);
}

/** A text by one of the formats of the `date` processor as epoch milliseconds; undefined where it does not fit. */
export function parseDateFormat(format: string, text: string, zone: string): number | undefined {
  switch (format) {
    case 'ISO8601':
      return parseIso(text, zone);
    case 'UNIX':
      return /^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : undefined;
    case 'UNIX_MS':
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case 'TAI64N':
      return parseTai64n(text);
    default:
      if (/^(strict_)?date_(optional_)?time|^iso8601$/.test(format)) return parseIso(text, zone);
      if (format === 'epoch_millis') return parseDateFormat('UNIX_MS', text, zone);
      if (format === 'epoch_second') return parseDateFormat('UNIX', text, zone);
      return parseJavaTime(format, text, zone, new Date().getUTCFullYear());
  }
}

function zoneOf(given: string): string {
  const zone = zoneNamed(given);
  if (zone === undefined) throw illegalArgument(`Unknown time-zone ID: ${given}`);
  return zone;
}

/** Java patterns are checked when the pipeline is stored. */
function checkFormats(options: Options, formats: string[]): void {
  for (const format of formats) {
    try {
      if (!format.includes('{{')) parseDateFormat(format, '', 'UTC');
    } catch (error) {
      throw options.refuse('formats', `Invalid format: [${format}]: ${(error as Error).message}`);
    }
  }
}

const unparsable = (value: string) => illegalArgument(`unable to parse date [${value}]`);

const date: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? '@timestamp';
  const given = options.list('formats');
  checkFormats(options, given);
  const formats = given.map(compileTemplate);
  const timezone = options.optionalTemplate('timezone');
  options.optionalText('locale');
  const output = options.optionalText('output_format') ?? isoOutput;
  return (document) => {
    const value = readField(document, field);
    if (value === null || typeof value === 'object') throw illegalArgument(`field [${field}] cannot be read as a date`);
    const text = String(value);
    const zone = zoneOf(timezone?.(document) || 'UTC');
    for (const format of formats) {
      const ms = parseDateFormat(format(document), text, zone);
      if (ms === undefined) continue;
      writeField(document, target, formatJavaTime(output, ms, zone));
      return true;
    }
    throw unparsable(text);
  };
};

const roundings = ['y', 'M', 'w', 'd', 'h', 'm', 's'] as const;
const defaultNames: Record<string, string> = { y: 'yyyy', M: 'yyyy-MM' };

const dateIndexName: ProcessorType = (options) => {
  const field = options.text('field');
  const prefix = options.optionalTemplate('index_name_prefix');
  const rounding = options.oneOf('date_rounding', roundings, 'd');
  if (!options.has('date_rounding')) throw options.refuse('date_rounding', 'required property is missing');
  const formats = options.optionalList('date_formats') ?? ["yyyy-MM-dd'T'HH:mm:ss.SSSXX", 'ISO8601'];
  checkFormats(options, formats);
  const zone = zoneOf(options.optionalText('timezone') ?? 'UTC');
  options.optionalText('locale');
  const name = options.optionalText('index_name_format') ?? defaultNames[rounding] ?? 'yyyy-MM-dd';
  return (document) => {
    const text = String(readField(document, field));
    const ms = formats.map((format) => parseDateFormat(format, text, zone)).find((found) => found !== undefined);
    if (ms === undefined) throw unparsable(text);
    document.index = `${prefix?.(document) ?? ''}${formatJavaTime(name, startOfUnit(ms, rounding, zone), zone)}`;
    return true;
  };
};

export const dateProcessors: Record<string, ProcessorType> = { date, date_index_name: dateIndexName };
