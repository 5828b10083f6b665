import { z } from 'zod';
import { searchSourceSchema } from '../shared/source';

export const stateTimelineSchema = z.object({
  source: searchSourceSchema,
  /** One row for each of its values: hosts, services. */
  rows: z.string(),
  size: z.number().int().min(1).max(50).default(12),
  /** What is told apart by colour: the most frequent value of a stretch of time. */
  state: z.string(),
  interval: z.string().max(10).default('auto'),
});
export type StateTimelineConfig = z.infer<typeof stateTimelineSchema>;

export interface StateSpan {
  fromMs: number;
  toMs: number;
  state: string;
  value: string | number;
  count: number;
}

export interface StateTimelineData {
  rowField: string;
  stateField: string;
  /** Stretches of one state, in order; gaps are where nothing was. */
  rows: {
    key: string;
    value: string | number;
    spans: StateSpan[];
    /** The time before, moved onto this one; where the reader compares. */
    before?: StateSpan[];
  }[];
  /** What the time before is, in words; where the reader compares. */
  against?: string;
  states: string[];
  range: { fromMs: number; toMs: number };
}
