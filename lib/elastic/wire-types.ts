/** The parts of Elasticsearch's wire format that both sides of the HTTP API name. JSON in, JSON out. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Hit {
  _index: string;
  _id: string;
  _score: number | null;
  _source?: JsonObject;
  fields?: Record<string, Json[]>;
  sort?: (string | number | boolean | null)[];
  highlight?: Record<string, string[]>;
}

// biome-ignore lint/suspicious/noExplicitAny: aggregations nest without end; each reader knows the shape that it asked for
export type AggregationResult = Record<string, any>;

/** The buckets of an aggregation that answers a list; none where it is absent. */
export const bucketsOf = (aggregation: AggregationResult | undefined): AggregationResult[] =>
  (aggregation?.buckets as AggregationResult[] | undefined) ?? [];

export interface SearchResponse {
  took: number;
  timed_out: boolean;
  _shards: { total: number; successful: number; skipped: number; failed: number };
  hits: { total?: { value: number; relation: 'eq' | 'gte' }; max_score: number | null; hits: Hit[] };
  aggregations?: Record<string, AggregationResult>;
  pit_id?: string;
}

export interface ErrorCause {
  type: string;
  reason: string;
  root_cause?: ErrorCause[];
  caused_by?: ErrorCause;
  [extra: string]: unknown;
}

export interface FieldCapability {
  type: string;
  searchable: boolean;
  aggregatable: boolean;
  indices?: string[];
}

/** Reads a dotted path, whether the document nests objects or uses dotted keys. Arrays are flattened. */
export function valuesAt(source: Json | undefined, path: string): Json[] {
  if (source === undefined || source === null) return [];
  if (Array.isArray(source)) return source.flatMap((item) => valuesAt(item, path));
  if (path === '') return [source];
  if (typeof source !== 'object') return [];
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const key = parts.slice(0, length).join('.');
    if (key in source) return valuesAt(source[key], parts.slice(length).join('.'));
  }
  return [];
}
