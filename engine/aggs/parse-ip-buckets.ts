import { ipOfKey, nextKey, parseNetwork } from '../../lib/elastic/ip';
import { ipRange } from '../dsl/values';
import { illegalArgument } from '../plan/es-error';
import type { Field } from '../plan/field';
import { aggField } from './agg-context';
import type { Body, BucketParser } from './parse-buckets';

function checkIp(field: Field, type: string) {
  if (field.type !== 'ip')
    throw illegalArgument(`Field [${field.path}] of type [${field.type}] is not supported for aggregation [${type}]`);
}

/** `from` and `to` of a network; the first address after it is no longer inside. */
function maskBounds(mask: string, name: string): { from?: string; to?: string } {
  const keys = parseNetwork(mask);
  if (!keys) throw illegalArgument(`invalid CIDR mask [${mask}] in aggregation [${name}]`);
  const after = nextKey(keys.high);
  return { ...(/^0+$/.test(keys.low) ? {} : { from: ipOfKey(keys.low) }), ...(after === undefined ? {} : { to: ipOfKey(after) }) };
}

const ipRanges: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const given = (body.ranges as Body[] | undefined) ?? [];
  if (given.length === 0) throw illegalArgument(`No [ranges] specified for the [${name}] aggregation`);
  if (!field) return { type: 'unmapped', as: 'range' };
  checkIp(field, 'ip_range');
  const ranges = given.map((entry) => {
    const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
    const { from, to } = typeof entry.mask === 'string' ? maskBounds(entry.mask, name) : { from: text(entry.from), to: text(entry.to) };
    const bounds = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    return {
      key: String(entry.key ?? entry.mask ?? `${from ?? '*'}-${to ?? '*'}`),
      ...bounds,
      predicate: ipRange(field, { gte: from, lt: to }),
    };
  });
  return { type: 'ip-range', field, ranges, keyed: body.keyed === true };
};

const ipPrefix: BucketParser = (body, name, context) => {
  const field = aggField(body, name, context);
  const v6 = body.is_ipv6 === true;
  const bits = Number(body.prefix_length);
  const most = v6 ? 128 : 32;
  if (!Number.isInteger(bits) || bits < 0 || bits > most)
    throw illegalArgument(`[prefix_length] must be in range [0, ${most}] while value is [${String(body.prefix_length)}]`);
  const minDocCount = Number(body.min_doc_count ?? 1);
  if (!(minDocCount >= 1))
    throw illegalArgument(`[min_doc_count] must be greater than 0. Found [${String(body.min_doc_count)}] in [${name}]`);
  if (!field) return { type: 'unmapped', as: 'ip_prefix' };
  checkIp(field, 'ip_prefix');
  return { type: 'ip-prefix', field, bits, v6, minDocCount, keyed: body.keyed === true, appendLength: body.append_prefix_length === true };
};

export const ipBucketParsers: Record<string, BucketParser> = { ip_range: ipRanges, ip_prefix: ipPrefix };
