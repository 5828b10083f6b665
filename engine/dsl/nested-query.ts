import { EsError } from '../plan/es-error';
import { none, type Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';
import type { ParseClause, QueryBody } from './query-body';

export function nestedQuery(body: QueryBody, lookup: FieldLookup, parse: ParseClause): Predicate {
  const path = String(body.path ?? '');
  const chain = lookup.nestedChain(path);
  if (!chain) {
    if (body.ignore_unmapped === true) return none;
    throw new EsError('query_shard_exception', `failed to create query: [nested] failed to find nested object under path [${path}]`, 400);
  }
  const object = parse(body.query, lookup.within(path));
  if (body.inner_hits !== undefined && !chain[0]?.nested)
    lookup.inner.push({
      name: String((body.inner_hits as QueryBody).name ?? path),
      chain,
      predicate: object,
      options: body.inner_hits as QueryBody,
    });
  return chain.reduceRight<Predicate>((inside, field) => ({ type: 'nested', field, object: inside }), object);
}
