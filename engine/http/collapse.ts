import type { Field } from '../plan/field';
import type { Row } from '../store/database';

type Json = Record<string, unknown>;
type Search = (body: Json) => Promise<{ answer: { hits: unknown } }>;

const asList = (value: unknown): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value as Json]);

/** The documents behind one collapsed hit, as one of its `inner_hits` asks for them. */
async function group(body: Json, field: Field, value: unknown, wanted: Json, search: Search): Promise<[string, unknown]> {
  const { name, ...own } = wanted;
  const same =
    value === null || value === undefined ? { bool: { must_not: [{ exists: { field: field.path } }] } } : { term: { [field.path]: value } };
  const query = { bool: { must: [body.query ?? { match_all: {} }], filter: [same] } };
  const { answer } = await search({ size: 3, ...own, query });
  return [String(name), { hits: answer.hits }];
}

/** Collapsed hits show the value that they stand for, and the documents of their group where `inner_hits` asks for them. */
export async function withGroups<Hit extends { fields?: Json }>(
  rows: Row[],
  hits: Hit[],
  field: Field,
  body: Json,
  search: Search,
): Promise<Hit[]> {
  const wanted = asList((body.collapse as Json).inner_hits);
  return Promise.all(
    hits.map(async (hit, at) => {
      const value = rows[at]?._collapse;
      const groups = await Promise.all(wanted.map((one) => group(body, field, value, one, search)));
      return {
        ...hit,
        fields: { ...hit.fields, [field.path]: [value ?? null] },
        ...(groups.length > 0 ? { inner_hits: Object.fromEntries(groups) } : {}),
      };
    }),
  );
}
