import type { AggregationResult, JsonObject } from '../../lib/elastic/wire-types';

type Buckets = (JsonObject & { key?: string | number; doc_count: number })[];

/** Buckets of the same key, or at the same place where they have none (filters), with their counts added. */
function mergeBuckets(lists: Buckets[]): Buckets {
  const merged = new Map<string | number, Buckets[number]>();
  for (const list of lists)
    list.forEach((bucket, at) => {
      const key = bucket.key ?? at;
      const known = merged.get(key);
      merged.set(key, known ? { ...known, doc_count: known.doc_count + bucket.doc_count } : bucket);
    });
  return [...merged.values()].sort((left, right) =>
    left.key === undefined || 'from' in left || 'to' in left ? 0 : right.doc_count - left.doc_count,
  );
}

const middle = (values: number[]): number | null => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? null;

/** Percentiles of the whole, near enough for the edges of bins: the middle of the parts'. */
function mergeValues(parts: Record<string, number | null>[]): Record<string, number | null> {
  const keys = new Set(parts.flatMap((part) => Object.keys(part)));
  return Object.fromEntries(
    [...keys].map((key) => [key, middle(parts.map((part) => part[key]).filter((one): one is number => typeof one === 'number'))]),
  );
}

/** The aggregations of parts of the time as those of all of it: terms, ranges, filters and percentiles. */
export function mergeAggregations(answers: Record<string, AggregationResult>[]): Record<string, AggregationResult> {
  const [only] = answers;
  if (answers.length === 1 && only) return only;
  const names = new Set(answers.flatMap((answer) => Object.keys(answer)));
  return Object.fromEntries(
    [...names].map((name): [string, AggregationResult] => {
      const parts = answers.map((answer) => answer[name]).filter((part): part is AggregationResult => part !== undefined);
      if (parts.some((part) => 'values' in part))
        return [
          name,
          { values: mergeValues(parts.map((part) => part.values as Record<string, number | null>)) } as unknown as AggregationResult,
        ];
      const others = parts.reduce((sum, part) => sum + Number(part.sum_other_doc_count ?? 0), 0);
      return [
        name,
        {
          buckets: mergeBuckets(parts.map((part) => part.buckets as Buckets)),
          sum_other_doc_count: others,
        } as unknown as AggregationResult,
      ];
    }),
  );
}
