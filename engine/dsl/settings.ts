import { EsError, illegalArgument } from '../plan/es-error';
import { codecs } from '../plan/index-codec';

/** Index settings by their full name without the leading `index.`: `analysis.analyzer.x.type`. */
export type FlatSettings = Record<string, unknown>;

/** Any spelling (nested, dotted, with and without `index.`) as flat names. */
export function flattenSettings(settings: Record<string, unknown>, prefix = ''): FlatSettings {
  const flat: FlatSettings = {};
  for (const [key, value] of Object.entries(settings)) {
    const path = `${prefix}${key}`;
    if (value && typeof value === 'object' && !Array.isArray(value))
      Object.assign(flat, flattenSettings(value as Record<string, unknown>, `${path}.`));
    else flat[path.startsWith('index.') ? path.slice(6) : path] = value;
  }
  return flat;
}

/** As Elasticsearch shows them: all values are text, lists stay lists. */
const asText = (value: unknown): unknown => (value === null ? null : Array.isArray(value) ? value.map(String) : String(value));

/** Settings below `index`, nested, or dotted where `flat` is wanted. */
export function showSettings(flat: FlatSettings, dotted: boolean): Record<string, unknown> {
  const entries = Object.entries(flat).sort(([a], [b]) => (a < b ? -1 : 1));
  if (dotted) return Object.fromEntries(entries.map(([key, value]) => [`index.${key}`, asText(value)]));
  const root: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    let node = root;
    const parts = `index.${key}`.split('.');
    for (const part of parts.slice(0, -1)) {
      if (typeof node[part] !== 'object' || node[part] === null) node[part] = {};
      node = node[part] as Record<string, unknown>;
    }
    node[parts.at(-1) ?? ''] = asText(value);
  }
  return entries.length === 0 ? {} : root;
}

const fixedAtCreation = /^(number_of_shards|codec|sort\.|shard\.check_on_startup|routing_partition_size|soft_deletes\.enabled|analysis\.)/;
const ownedByIndex = new Set(['uuid', 'creation_date', 'version.created', 'provided_name']);

/** Throws for settings that no index can have. */
export function checkSettings(flat: FlatSettings): void {
  for (const [name, least] of [
    ['number_of_shards', 1],
    ['number_of_replicas', 0],
  ] as const) {
    const value = flat[name];
    if (value === undefined || value === null) continue;
    const number = Number(value);
    if (!Number.isInteger(number)) throw illegalArgument(`Failed to parse value [${String(value)}] for setting [index.${name}]`);
    if (number < least) throw illegalArgument(`Failed to parse value [${number}] for setting [index.${name}] must be >= ${least}`);
    if (name === 'number_of_shards' && number > 1024)
      throw illegalArgument(`Failed to parse value [${number}] for setting [index.${name}] must be <= 1024`);
  }
  if (flat.codec !== undefined && flat.codec !== null && !codecs.includes(String(flat.codec)))
    throw illegalArgument(`unknown value for [index.codec] must be one of [${codecs.join(', ')}] but was: ${String(flat.codec)}`);
  for (const name of ownedByIndex)
    if (flat[name] !== undefined)
      throw new EsError('illegal_argument_exception', `private index setting [index.${name}] can not be set explicitly`, 400);
}

/** Settings after an update; null takes one away. Throws for those that are fixed at creation. */
export function updateSettings(before: FlatSettings, change: FlatSettings, options: { preserve: boolean; closed: boolean }): FlatSettings {
  const fixed = Object.keys(change).filter((name) => fixedAtCreation.test(name) && !(options.closed && name !== 'number_of_shards'));
  if (fixed.length > 0)
    throw illegalArgument(`Can't update non dynamic settings [[${fixed.map((name) => `index.${name}`).join(', ')}]] for open indices`);
  const after = { ...before };
  for (const [name, value] of Object.entries(change)) {
    if (options.preserve && after[name] !== undefined) continue;
    if (value !== null) {
      after[name] = value;
      continue;
    }
    for (const key of Object.keys(after)) if (key === name || key.startsWith(`${name.replace(/\*$/, '')}`)) delete after[key];
  }
  checkSettings(after);
  return after;
}
