import type { DataScope } from '../../../lib/gateway/mint-scope';
import type { AnalysisRequest, DataViewRef, SeriesAnalysis } from '../../../panels/panel-type';
import type { Reading } from '../schema';

/** What a condition may use to look at the data. */
export interface Look {
  scope: DataScope;
  /** Absent for SQL. */
  dataView: DataViewRef | undefined;
  nowMs: number;
  analyse: (request: AnalysisRequest) => Promise<SeriesAnalysis>;
}

export type Evaluate<C> = (condition: C, look: Look) => Promise<Reading[]>;

export const mostGroups = 1_000;
/** Documents take a moment from their event to the index: the newest seconds are not judged by their absence. */
export const settleMs = 2_000;

export const breaks = (value: number | null, operator: 'above' | 'below', threshold: number): boolean =>
  value !== null && (operator === 'above' ? value > threshold : value < threshold);
