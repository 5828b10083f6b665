import { createHash } from 'node:crypto';
import { illegalArgument } from '../../plan/es-error';
import { findField, isMap, writeField } from '../document';
import type { ProcessorType } from '../step';

const methods = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512' } as const;

/** A value as bytes that are the same for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join('\u0000')}]`;
  if (isMap(value))
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${key}\u0000${canonical(value[key])}`)
      .join('\u0000')}}`;
  return `${typeof value}:${String(value)}`;
}

/** Deterministic, but not the digest that Elasticsearch makes: its bytes are those of its own serialization. */
const fingerprint: ProcessorType = (options) => {
  const fields = [...options.list('fields')].sort();
  if (fields.length === 0) throw options.refuse('fields', 'must specify at least one field');
  const target = options.optionalText('target_field') ?? 'fingerprint';
  const salt = options.optionalText('salt') ?? '';
  const method = options.oneOf('method', Object.keys(methods) as (keyof typeof methods)[], 'SHA-1');
  const ignoreMissing = options.flag('ignore_missing', false);
  return (document) => {
    const present = fields.filter((field) => {
      const value = findField(document, field);
      if ((value === undefined || value === null) && !ignoreMissing)
        throw illegalArgument(`missing field [${field}] when calculating fingerprint`);
      return value !== undefined && value !== null;
    });
    if (present.length === 0) return true;
    const hash = createHash(methods[method]).update(salt);
    for (const field of present) hash.update(`\u0000${field}\u0000${canonical(findField(document, field))}`);
    writeField(document, target, hash.digest('base64'));
    return true;
  };
};

export const fingerprintProcessors: Record<string, ProcessorType> = { fingerprint };
