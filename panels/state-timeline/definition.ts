import { type AggregationResult, bucketsOf, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { withPrevious } from '../shared/previous';
import { isTermType } from '../shared/suggest-measure';
import { dateHistogram, intervalFor } from '../shared/time-axis';
import { type StateSpan, type StateTimelineConfig, type StateTimelineData, stateTimelineSchema } from './schema';

const stepOf = (config: StateTimelineConfig, context: QueryContext) => intervalFor(config.interval, context, 'line');

/** Neighbouring stretches of one state become one. `shiftMs` moves them onto another time. */
function spansOf(row: AggregationResult | undefined, stepMs: number, shiftMs = 0): StateSpan[] {
  const spans: StateSpan[] = [];
  for (const bucket of bucketsOf(row?.time)) {
    const [state] = bucketsOf(bucket.state);
    if (!state) continue;
    const fromMs = Number(bucket.key) + shiftMs;
    const name = String(state.key_as_string ?? state.key);
    const last = spans.at(-1);
    if (last && last.state === name && last.toMs === fromMs) {
      last.toMs = fromMs + stepMs;
      last.count += Number(bucket.doc_count);
    } else spans.push({ fromMs, toMs: fromMs + stepMs, state: name, value: state.key, count: Number(bucket.doc_count) });
  }
  return spans;
}

function stateData(config: StateTimelineConfig, answers: Record<string, SearchResponse>, context: QueryContext): StateTimelineData {
  const stepMs = stepOf(config, context).approximateMs;
  const shiftMs = context.range.fromMs - context.previous.fromMs;
  const before = new Map(bucketsOf(answers.previous?.aggregations?.rows).map((row) => [row.key as unknown, row]));
  const rows = bucketsOf(answers.main?.aggregations?.rows).map((row) => ({
    key: String(row.key_as_string ?? row.key),
    value: row.key,
    spans: spansOf(row, stepMs),
    ...(context.compare ? { before: spansOf(before.get(row.key), stepMs, shiftMs) } : {}),
  }));
  const states = [...new Set(rows.flatMap(({ spans, before: then = [] }) => [...spans, ...then].map(({ state }) => state)))].sort();
  return {
    rowField: config.rows,
    stateField: config.state,
    rows,
    states,
    range: context.range,
    ...(context.compare ? { against: context.against } : {}),
  };
}

export const stateTimeline = definePanelType<StateTimelineConfig, StateTimelineData>({
  kind: 'state-timeline',
  title: msg('State timeline'),
  summary: msg('What state each thing was in, and when: a row for each host or service.'),
  schema: stateTimelineSchema as never,
  size: { w: 12, h: 8 },
  wants: 'terms',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) => {
    const path = field && isTermType(field.type) ? field.path : '';
    return stateTimelineSchema.parse({ source: { type: 'search', dataView: dataView.id }, rows: path, state: path });
  },
  buildRequests: (config, context) => {
    const timeField = context.dataView?.timeField ?? '@timestamp';
    const {
      min_doc_count: _,
      extended_bounds: __,
      ...histogram
    } = dateHistogram(timeField, stepOf(config, context), context.range, context.timeZone);
    const time = { date_histogram: { ...histogram, min_doc_count: 1 }, aggs: { state: { terms: { field: config.state, size: 1 } } } };
    const rows = { terms: { field: config.rows, size: config.size, order: { _key: 'asc' } }, aggs: { time } };
    return withPrevious([{ key: 'main', body: { aggs: { rows } } }], context);
  },
  toData: stateData,
  isEmpty: (data) => data.rows.every(({ spans }) => spans.length === 0),
  splitsOf: (data) => ({ field: data.stateField, values: data.states }),
});
