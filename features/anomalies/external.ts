import { z } from 'zod';
import { readInstant } from '../../lib/elastic/date-math';
import { type Json, type JsonObject, valuesAt } from '../../lib/elastic/wire-types';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { t } from '../../lib/i18n/t';
import { resolveTimeRange } from '../../lib/query/time-range';
import type { Anomaly, DataViewRef, PanelAnswer, PanelContext, SeriesAnalysis } from '../../panels/panel-type';
import type { PanelToRun } from '../../panels/run-panel';

interface Options {
  scope: DataScope;
  loadDataView: (id: string) => Promise<DataViewRef>;
  nowMs: number;
  signal?: AbortSignal;
}

const wantsExternal = z.object({ external: z.object({ dataView: z.string(), entity: z.string().optional() }) });
const severeFrom = 50;
const mostResults = 1_000;

function numberAt(source: Json, field: string): number | undefined {
  const value = Number(valuesAt(source, field)[0] ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

/** A point of somebody else's forecast; undefined for every other document. */
function readForecast(source: Json): SeriesAnalysis['forecast'][number] | undefined {
  if (valuesAt(source, 'kind')[0] !== 'forecast') return undefined;
  const timeMs = readInstant(valuesAt(source, '@timestamp')[0]);
  const mean = numberAt(source, 'expected');
  if (timeMs === undefined || mean === undefined) return undefined;
  return { timeMs, mean, low: numberAt(source, 'lower') ?? mean, high: numberAt(source, 'upper') ?? mean };
}

/** One result document of the contract in docs/anomaly-contract.md. Undefined where the required fields are missing. */
function readResult(source: Json, stepMs: number): { band?: SeriesAnalysis['band'][number]; anomaly?: Anomaly } | undefined {
  const timeMs = readInstant(valuesAt(source, '@timestamp')[0]);
  const score = numberAt(source, 'score');
  if (timeMs === undefined || score === undefined) return undefined;
  const expected = numberAt(source, 'expected');
  const lower = numberAt(source, 'lower') ?? expected;
  const upper = numberAt(source, 'upper') ?? expected;
  const band = expected !== undefined && lower !== undefined && upper !== undefined ? { timeMs, expected, lower, upper } : undefined;
  if (score < severeFrom) return { band };
  const value = numberAt(source, 'value') ?? expected ?? 0;
  const model = String(valuesAt(source, 'model')[0] ?? 'external');
  const told = valuesAt(source, 'sentence')[0];
  return {
    band,
    anomaly: {
      fromMs: timeMs,
      toMs: timeMs + stepMs,
      atMs: timeMs,
      value,
      expected: expected ?? value,
      lower: lower ?? value,
      upper: upper ?? value,
      severity: Math.min(100, score),
      sentence: typeof told === 'string' ? told : t('Score {score} by {model}', { score: Math.round(score), model }),
      model,
    },
  };
}

/** The distance of the results themselves, which need not be the chart's. */
function stepOf(sources: Json[], otherwise: number): number {
  const times = sources.flatMap((source) => readInstant(valuesAt(source, '@timestamp')[0]) ?? []);
  const steps = times
    .slice(1)
    .map((time, at) => time - (times[at] ?? time))
    .filter((step) => step > 0);
  return steps.sort((left, right) => left - right)[Math.floor(steps.length / 2)] ?? otherwise;
}

/** Anomalies that touch are one, with the words of its worst point. */
function merged(anomalies: Anomaly[]): Anomaly[] {
  const windows: Anomaly[] = [];
  for (const anomaly of anomalies) {
    const last = windows.at(-1);
    if (!last || anomaly.fromMs > last.toMs) windows.push(anomaly);
    else {
      const worst = anomaly.severity > last.severity ? anomaly : last;
      windows[windows.length - 1] = { ...worst, fromMs: last.fromMs, toMs: Math.max(last.toMs, anomaly.toMs) };
    }
  }
  return windows;
}

/** Overlays results that someone else wrote into an index, where the panel asks for them. */
export async function withExternalAnomalies(
  panel: PanelToRun,
  answer: PanelAnswer,
  context: PanelContext,
  options: Options,
): Promise<PanelAnswer> {
  const wanted = wantsExternal.safeParse(panel.config);
  const data = answer.data as { stepMs?: number; analysis?: SeriesAnalysis } | null;
  if (!wanted.success || !data?.stepMs) return answer;
  const { dataView: id, entity } = wanted.data.external;
  const dataView = await options.loadDataView(id);
  const range = resolveTimeRange(context.timeRange, options.nowMs, context.timeZone);
  // a forecast lies beyond what has been measured: a quarter of the shown time, where that ends now
  const live = range.toMs >= options.nowMs - 2 * data.stepMs;
  const endMs = live ? range.toMs + (range.toMs - range.fromMs) / 4 : range.toMs;
  const filter: JsonObject[] = [
    { range: { '@timestamp': { gte: range.fromMs, lt: endMs, format: 'epoch_millis' } } },
    ...(entity ? [{ term: { entity } }] : []),
  ];
  const found = await search(
    options.scope,
    dataView.pattern,
    { size: mostResults, query: { bool: { filter } }, sort: [{ '@timestamp': 'asc' }], track_total_hits: false },
    { signal: options.signal },
  );
  const sources = found.hits.hits.map((hit) => (hit._source ?? {}) as Json);
  const results = sources.flatMap((source) => readResult(source, stepOf(sources, data.stepMs ?? 0)) ?? []);
  const ahead = sources
    .flatMap((source) => readForecast(source) ?? [])
    .filter(({ timeMs }) => timeMs >= options.nowMs - (data.stepMs ?? 0));
  const own = data.analysis ?? { anomalies: [], band: [], forecast: [] };
  const analysis: SeriesAnalysis = {
    ...own,
    anomalies: [...own.anomalies, ...merged(results.flatMap(({ anomaly }) => anomaly ?? []))],
    band: own.band.length > 0 ? own.band : results.flatMap(({ band }) => band ?? []),
    forecast: own.forecast.length > 0 ? own.forecast : ahead,
  };
  return { ...answer, data: { ...data, analysis } };
}
