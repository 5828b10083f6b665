import type { z } from 'zod';
import type { Json, JsonObject, SearchResponse } from '../lib/elastic/wire-types';
import type { Message } from '../lib/i18n/t';
import type { Filter } from '../lib/query/filters';
import type { ResolvedTimeRange, TimeRange } from '../lib/query/time-range';

/** What a panel needs of a data view. */
export interface DataViewRef {
  id: string;
  title: string;
  pattern: string;
  timeField: string | null;
  fieldFormats: Record<string, { label?: string; format?: string; unit?: string }>;
}

/** What surrounds a panel: the dashboard's time, query and pills. Part of the cache key. */
export interface PanelContext {
  timeRange: TimeRange;
  timeZone: string;
  kql: string;
  filters: Filter[];
  /** Pixels across, rounded: automatic intervals follow it. */
  width: number;
  /** What the time is compared with, as lib/query/compare says it; '' where it is not. */
  compare: string;
  /** What the controls are set to, by name; for statements that ask. */
  controls?: Record<string, unknown>;
}

/** The context with its times resolved, as the kind's query and data functions see it. */
export interface QueryContext {
  range: ResolvedTimeRange;
  previous: ResolvedTimeRange;
  timeZone: string;
  width: number;
  /** Whether the reader compares. `previous` is there all the same: some kinds always show a change. */
  compare: boolean;
  /** `previous` in words. */
  against: string;
  nowMs: number;
  dataView?: DataViewRef;
}

/** One search that a panel wants. Time, pills and KQL are added by run-panel. */
export interface PanelRequest {
  key: string;
  body: JsonObject;
  /** Defaults to the context's range. */
  range?: ResolvedTimeRange;
  /** Conditions of this request alone, as Query DSL. */
  filter?: JsonObject[];
}

/** A flag on the time axis. `tone` colours it; `text` is what hovering says. */
export interface TimeMark {
  atMs: number;
  tone: 'bad' | 'good' | 'action';
  text: string;
}

export interface SqlColumns {
  columns: { name: string; type: string }[];
  rows: Json[][];
  truncated: boolean;
}

export type PanelSource =
  | { type: 'search'; dataView: string; kql?: string; savedSearch?: string }
  | { type: 'sql'; query: string; dataView?: string }
  /** A search as the cluster takes it; `columns` say what of its answer is a row, none: what suits it. */
  | { type: 'dsl'; dataView: string; body: string; columns: { name: string; path: string }[] };

/** A point of a series: epoch milliseconds and a value, null where nothing was measured. */
export type SeriesPoint = [timeMs: number, value: number | null];

export interface Anomaly {
  fromMs: number;
  toMs: number;
  atMs: number;
  value: number;
  expected: number;
  lower: number;
  upper: number;
  /** 0 to 100. */
  severity: number;
  /** "2,887 is 50.7 × the usual 57 for Sunday 16:12". */
  sentence: string;
  model: string;
}

export interface ForecastPoint {
  timeMs: number;
  mean: number;
  low: number;
  high: number;
}

export interface SeriesAnalysis {
  anomalies: Anomaly[];
  /** Expected band of every point that has one. */
  band: { timeMs: number; expected: number; lower: number; upper: number }[];
  forecast: ForecastPoint[];
}

export interface AnalysisRequest {
  points: SeriesPoint[];
  stepMs: number;
  timeZone: string;
  /** Expected false alarms per memory; smaller is quieter. */
  sensitivity: number;
  /** Steps to forecast; 0 for none. */
  horizon: number;
  forecastLevel: number;
  format: string;
  unit?: string;
}

/** What the server lends to panels. Implemented by features, injected by the route. */
export interface PanelServices {
  analyseSeries(request: AnalysisRequest, signal?: AbortSignal): Promise<SeriesAnalysis>;
}

/** All that is known of a kind of panel, without React and without charts: the server imports it. */
export interface PanelType<Config = unknown, Data = unknown> {
  kind: string;
  title: Message;
  /** One sentence for the builder. */
  summary: Message;
  schema: z.ZodType<Config>;
  /** Columns and rows of the grid that suit it. */
  size: { w: number; h: number };
  /** The sort of field without which it shows nothing. */
  wants?: 'points' | 'terms' | 'numbers';
  sourceOf(config: Config): PanelSource | undefined;
  /** A sensible panel for a data view, at once. */
  suggest(dataView: DataViewRef, field?: { path: string; type: string }): Config;
  /** Searches whose answers the others need: the ends of a scale. */
  firstRequests?(config: Config, context: QueryContext): PanelRequest[];
  buildRequests(config: Config, context: QueryContext, first?: Record<string, SearchResponse>): PanelRequest[];
  toData(config: Config, answers: Record<string, SearchResponse>, context: QueryContext): Data;
  /** Where the source is SQL, or a search whose answer was made into rows. */
  toSqlData?(config: Config, answer: SqlColumns, context: QueryContext): Data;
  /** Work after the searches: anomalies and forecasts. */
  analyse?(
    config: Config,
    data: Data,
    answers: Record<string, SearchResponse>,
    context: QueryContext,
    services: PanelServices,
    signal?: AbortSignal,
  ): Promise<Data>;
  isEmpty(data: Data): boolean;
  /** Values of a field that are told apart by colour. */
  splitsOf?(data: Data): { field: string; values: string[] } | undefined;
}

export function definePanelType<Config, Data>(type: PanelType<Config, Data>): PanelType<Config, Data> {
  return type;
}

export interface PanelAnswer {
  data: unknown;
  tookMs: number;
  /** Why there is nothing, and when there last was something (epoch milliseconds). */
  empty?: { latestMs: number | null };
  partial?: { answered: number; total: number };
  inspect?: { request: unknown; response: unknown }[];
}
