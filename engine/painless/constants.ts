import { Formatter, unitNamed, Zone } from './methods-time';
import { simpleName } from './types';

const constants: Record<string, unknown> = {
  'Integer.MAX_VALUE': 2_147_483_647,
  'Integer.MIN_VALUE': -2_147_483_648,
  'Long.MAX_VALUE': Number.MAX_SAFE_INTEGER,
  'Long.MIN_VALUE': Number.MIN_SAFE_INTEGER,
  'Double.MAX_VALUE': Number.MAX_VALUE,
  'Double.MIN_VALUE': Number.MIN_VALUE,
  'Double.NaN': Number.NaN,
  'Double.POSITIVE_INFINITY': Number.POSITIVE_INFINITY,
  'Double.NEGATIVE_INFINITY': Number.NEGATIVE_INFINITY,
  'Float.NaN': Number.NaN,
  'Math.PI': Math.PI,
  'Math.E': Math.E,
  'Boolean.TRUE': true,
  'Boolean.FALSE': false,
  'Locale.ROOT': 'root',
  'Locale.ENGLISH': 'en',
  'Locale.US': 'en-US',
  'Locale.getDefault': 'root',
  'ZoneOffset.UTC': new Zone('UTC'),
  'DateTimeFormatter.ISO_INSTANT': new Formatter(undefined),
  'DateTimeFormatter.ISO_DATE_TIME': new Formatter(undefined),
  'DateTimeFormatter.ISO_ZONED_DATE_TIME': new Formatter(undefined),
  'DateTimeFormatter.ISO_OFFSET_DATE_TIME': new Formatter(undefined),
};

/** `Type.NAME`; undefined where the subset has no such constant. */
export const staticConstant = (type: string, name: string): unknown => {
  const full = `${simpleName(type)}.${name}`;
  return simpleName(type) === 'ChronoUnit' ? unitNamed(name) : Object.hasOwn(constants, full) ? constants[full] : undefined;
};
