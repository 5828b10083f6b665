import { type AggregationResult, bucketsOf, type JsonObject } from '../../../lib/elastic/wire-types';
import { AppError } from '../../../lib/errors/app-error';
import { search } from '../../../lib/gateway/search';
import { t } from '../../../lib/i18n/t';
import { buildQuery } from '../../../lib/query/build-query';
import type { Filter } from '../../../lib/query/filters';
import type { ResolvedTimeRange } from '../../../lib/query/time-range';
import type { DataViewRef } from '../../../panels/panel-type';
import { type Look, mostGroups } from './condition';

export interface SearchCondition {
  kql: string;
  filters: Filter[];
  groupBy: string[];
}

export function timeFieldOf(dataView: DataViewRef | undefined): { dataView: DataViewRef; timeField: string } {
  if (!dataView?.timeField) throw new AppError('bad-request', t('A rule needs a data view with a time field.'));
  return { dataView, timeField: dataView.timeField };
}

const missing = '–';

/** Aggregations inside a terms aggregation for every field to group by. */
export function grouped(groupBy: string[], inner: JsonObject): JsonObject {
  const [field, ...rest] = groupBy;
  if (field === undefined) return inner;
  return { group: { terms: { field, size: rest.length === 0 && groupBy.length === 1 ? mostGroups : 100 }, aggs: grouped(rest, inner) } };
}

/** The innermost buckets with the names of their groups; one without a name where nothing is grouped. */
export function groupsOf(result: AggregationResult, groupBy: string[], names: string[] = []): [group: string, bucket: AggregationResult][] {
  if (groupBy.length === 0) return [[names.join(' · '), result]];
  return bucketsOf(result.group).flatMap((bucket) =>
    groupsOf(bucket, groupBy.slice(1), [...names, String(bucket.key_as_string ?? bucket.key ?? missing)]),
  );
}

/** Runs the aggregations over what the condition looks at; the answer is the outermost bucket, with `doc_count`. */
export async function look(
  condition: SearchCondition,
  range: ResolvedTimeRange,
  aggs: JsonObject,
  given: Look,
): Promise<AggregationResult> {
  const { dataView, timeField } = timeFieldOf(given.dataView);
  const query = buildQuery({ timeField, range, filters: condition.filters, kql: [condition.kql], timeZone: 'UTC' });
  const answer = await search(given.scope, dataView.pattern, {
    size: 0,
    track_total_hits: true,
    query,
    ...(Object.keys(aggs).length > 0 ? { aggs } : {}),
  });
  const total = answer.hits.total as unknown as { value: number } | number | undefined;
  return { ...(answer.aggregations ?? {}), doc_count: typeof total === 'number' ? total : (total?.value ?? 0) } as AggregationResult;
}
