import { z } from 'zod';
import { parseIsoDate } from '../../lib/elastic/date-math';
import { type Json, type JsonObject, valuesAt } from '../../lib/elastic/wire-types';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
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

/** One result document of the contract in docs/anomaly-contract.md. Undefined where the required fields are missing. */
function readResult(source: Json, stepMs: number): { band?: SeriesAnalysis['band'][number]; anomaly?: Anomaly } | undefined {
  const timeMs = parseIsoDate(String(valuesAt(source, '@timestamp')[0] ?? ''));
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
      sentence: typeof told === 'string' ? told : `Score ${Math.round(score)} by ${model}`,
      model,
    },
  };
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
  const filter: JsonObject[] = [
    { range: { '@timestamp': { gte: range.fromMs, lt: range.toMs, format: 'epoch_millis' } } },
    ...(entity ? [{ term: { entity } }] : []),
  ];
  const found = await search(
    options.scope,
    dataView.pattern,
    { size: mostResults, query: { bool: { filter } }, sort: [{ '@timestamp': 'asc' }], track_total_hits: false },
    { signal: options.signal },
  );
  const results = found.hits.hits.flatMap((hit) => readResult((hit._source ?? {}) as Json, data.stepMs ?? 0) ?? []);
  const own = data.analysis ?? { anomalies: [], band: [], forecast: [] };
  const analysis: SeriesAnalysis = {
    ...own,
    anomalies: [...own.anomalies, ...results.flatMap(({ anomaly }) => anomaly ?? [])],
    band: own.band.length > 0 ? own.band : results.flatMap(({ band }) => band ?? []),
  };
  return { ...answer, data: { ...data, analysis } };
}
