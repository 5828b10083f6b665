import { bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type PanelRequest, type QueryContext } from '../panel-type';
import { styleOf } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { isNumericType } from '../shared/suggest-measure';
import { type HistogramConfig, type HistogramData, histogramSchema } from './schema';

const finite = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** 1, 2 or 5 times a power of ten: widths that people can read. */
export function niceStep(span: number, bins: number): number {
  const raw = span / bins;
  if (!(raw > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const [most = 10] = [1, 2, 5, 10].filter((factor) => factor * power >= raw * 0.999);
  return most * power;
}

/** Where the bars stand: between the ends, or the 1st and the 99th hundredth. Undefined where there is no number. */
function frameOf(
  { bins, trim }: HistogramConfig,
  ends: SearchResponse | undefined,
): { low: number; high: number; step: number } | undefined {
  const { least, most, spread } = ends?.aggregations ?? {};
  const values = Object.values((spread?.values ?? {}) as Record<string, unknown>).map(finite);
  const low = trim ? (values[0] ?? finite(least?.value)) : finite(least?.value);
  const high = trim ? (values[1] ?? finite(most?.value)) : finite(most?.value);
  if (low === undefined || high === undefined) return undefined;
  const step = niceStep(high - low, bins);
  return { low: Math.floor(low / step) * step, high: (Math.floor(high / step) + 1) * step, step };
}

function requests(config: HistogramConfig, context: QueryContext, ends?: SearchResponse): PanelRequest[] {
  const frame = frameOf(config, ends);
  if (!frame) return [];
  const { field } = config;
  const within: JsonObject = { range: { [field]: { gte: frame.low, lt: frame.high } } };
  const aggs: JsonObject = {
    within: { filter: within, aggs: { bars: { histogram: { field, interval: frame.step, min_doc_count: 0 } } } },
    below: { filter: { range: { [field]: { lt: frame.low } } } },
    above: { filter: { range: { [field]: { gte: frame.high } } } },
  };
  return withPrevious([{ key: 'main', body: { aggs } }], context);
}

function histogramData(config: HistogramConfig, answers: Record<string, SearchResponse>, context: QueryContext): HistogramData {
  const frame = frameOf(config, answers.ends);
  const { within, below, above } = answers.main?.aggregations ?? {};
  const step = frame?.step ?? 1;
  const place = (from: number) => Math.round(from / step);
  const before =
    answers.previous &&
    new Map(bucketsOf(answers.previous.aggregations?.within?.bars).map(({ key, doc_count }) => [place(Number(key)), Number(doc_count)]));
  const bars = bucketsOf(within?.bars).map((bucket) => ({
    from: Number(bucket.key),
    count: Number(bucket.doc_count),
    ...(before ? { before: before.get(place(Number(bucket.key))) ?? 0 } : {}),
  }));
  const outside = { below: Number(below?.doc_count ?? 0), above: Number(above?.doc_count ?? 0) };
  return {
    field: config.field,
    step,
    bars,
    ...outside,
    total: bars.reduce((sum, { count }) => sum + count, 0) + outside.below + outside.above,
    ...(answers.previous ? { against: context.against } : {}),
    style: styleOf({ aggregation: 'median', field: config.field }, context.dataView?.fieldFormats),
  };
}

export const histogram = definePanelType<HistogramConfig, HistogramData>({
  kind: 'histogram',
  title: msg('Histogram'),
  summary: msg('How often a number is how large: bars of equal width, the far ends apart.'),
  schema: histogramSchema as never,
  size: { w: 6, h: 8 },
  wants: 'numbers',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    histogramSchema.parse({
      source: { type: 'search', dataView: dataView.id },
      field: field && isNumericType(field.type) ? field.path : '',
    }),
  firstRequests: ({ field }) => [
    {
      key: 'ends',
      body: { aggs: { least: { min: { field } }, most: { max: { field } }, spread: { percentiles: { field, percents: [1, 99] } } } },
    },
  ],
  buildRequests: (config, context, first) => requests(config, context, first?.ends),
  toData: histogramData,
  isEmpty: (data) => data.total === 0,
});
