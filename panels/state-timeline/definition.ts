import { type AggregationResult, bucketsOf, type SearchResponse } from '../../lib/elastic/wire-types';
import { definePanelType, type QueryContext } from '../panel-type';
import { isTermType } from '../shared/suggest-measure';
import { dateHistogram, intervalFor } from '../shared/time-axis';
import { type StateTimelineConfig, type StateTimelineData, stateTimelineSchema } from './schema';

type Spans = StateTimelineData['rows'][number]['spans'];

const stepOf = (config: StateTimelineConfig, context: QueryContext) => intervalFor(config.interval, context, 'line');

/** Neighbouring stretches of one state become one. */
function spansOf(row: AggregationResult, stepMs: number): Spans {
  const spans: Spans = [];
  for (const bucket of bucketsOf(row.time)) {
    const [state] = bucketsOf(bucket.state);
    if (!state) continue;
    const fromMs = Number(bucket.key);
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
  const rows = bucketsOf(answers.main?.aggregations?.rows).map((row) => ({
    key: String(row.key_as_string ?? row.key),
    value: row.key,
    spans: spansOf(row, stepMs),
  }));
  const states = [...new Set(rows.flatMap(({ spans }) => spans.map(({ state }) => state)))].sort();
  return { rowField: config.rows, stateField: config.state, rows, states, range: context.range };
}

export const stateTimeline = definePanelType<StateTimelineConfig, StateTimelineData>({
  kind: 'state-timeline',
  title: 'State timeline',
  summary: 'What state each thing was in, and when: a row for each host or service.',
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
    return [
      {
        key: 'main',
        body: { aggs: { rows: { terms: { field: config.rows, size: config.size, order: { _key: 'asc' } }, aggs: { time } } } },
      },
    ];
  },
  toData: stateData,
  isEmpty: (data) => data.rows.every(({ spans }) => spans.length === 0),
  splitsOf: (data) => ({ field: data.stateField, values: data.states }),
});
