import { readInstant } from '../../lib/elastic/date-math';
import { type Json, valuesAt } from '../../lib/elastic/wire-types';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { log } from '../../lib/log';
import { buildQuery } from '../../lib/query/build-query';
import { type ResolvedTimeRange, resolveTimeRange } from '../../lib/query/time-range';
import type { DataViewRef, PanelAnswer, PanelContext, TimeMark } from '../../panels/panel-type';
import type { PanelToRun } from '../../panels/run-panel';
import type { Annotation } from './document/schema';

export interface AnnotateOptions {
  scope: DataScope;
  loadDataView: (id: string) => Promise<DataViewRef>;
  nowMs: number;
  signal?: AbortSignal;
}

const most = 100;

function manualMarks({ at, text }: Extract<Annotation, { kind: 'manual' }>, range: ResolvedTimeRange): TimeMark[] {
  const atMs = Date.parse(at);
  return atMs >= range.fromMs && atMs < range.toMs ? [{ atMs, tone: 'action', text }] : [];
}

/** The newest documents of the search in the shown time. The page's pills do not narrow them: a release is one whatever is filtered. */
async function foundMarks(
  { dataView: id, kql, field, title }: Extract<Annotation, { kind: 'search' }>,
  range: ResolvedTimeRange,
  context: PanelContext,
  { scope, loadDataView, signal }: AnnotateOptions,
): Promise<TimeMark[]> {
  const { timeField, pattern } = await loadDataView(id);
  if (!timeField) return [];
  const query = buildQuery({ timeField, range, kql: [kql], timeZone: context.timeZone });
  const body = {
    size: most,
    query,
    sort: [{ [timeField]: { order: 'desc' } }],
    track_total_hits: false,
    _source: [timeField, ...(field ? [field] : [])],
  };
  const { hits } = await search(scope, pattern, body, { signal });
  return hits.hits.flatMap((hit): TimeMark[] => {
    const [time] = valuesAt((hit._source ?? {}) as Json, timeField);
    const atMs = readInstant(time);
    const [value] = field ? valuesAt((hit._source ?? {}) as Json, field) : [];
    return atMs === undefined ? [] : [{ atMs, tone: 'action', text: value === undefined || value === null ? title : `${title}: ${value}` }];
  });
}

/** Puts a dashboard's annotations onto a chart over time. One that cannot be read leaves the chart as it is. */
export async function withAnnotations(
  panel: PanelToRun,
  answer: PanelAnswer,
  context: PanelContext,
  annotations: Annotation[],
  options: AnnotateOptions,
): Promise<PanelAnswer> {
  const data = answer.data as { axis?: string; marks?: TimeMark[] } | null;
  if (panel.kind !== 'xy' || data?.axis !== 'time' || annotations.length === 0) return answer;
  const range = resolveTimeRange(context.timeRange, options.nowMs, context.timeZone);
  const found = await Promise.all(
    annotations.map(async (annotation) => {
      try {
        return annotation.kind === 'manual' ? manualMarks(annotation, range) : await foundMarks(annotation, range, context, options);
      } catch (error) {
        log('warn', 'An annotation could not be read', { annotation: annotation.id, cause: error });
        return [];
      }
    }),
  );
  const marks = [...(data.marks ?? []), ...found.flat()];
  return marks.length === 0 ? answer : { ...answer, data: { ...data, marks } };
}
