import { badArgument } from './script-error';

const bytesUnits = ['b', 'kb', 'mb', 'gb', 'tb', 'pb'];

/** `1kb` as a number of bytes, as the `bytes` processor reads it. */
export function parseBytes(given: string): number {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*(b|kb|mb|gb|tb|pb|k|m|g|t|p)?\s*$/i.exec(given);
  if (!found)
    throw badArgument(`failed to parse setting [Ingest Field] with value [${given}] as a size in bytes: unit is missing or unrecognized`);
  const unit = (found[2] ?? 'b').toLowerCase();
  return Math.floor(Number(found[1]) * 1024 ** bytesUnits.indexOf(unit === 'b' || unit.length === 2 ? unit : `${unit}b`));
}
