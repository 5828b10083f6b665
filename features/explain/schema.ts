import { z } from 'zod';
import { filtersSchema } from '../../lib/query/context-schemas';

const span = z
  .object({ fromMs: z.number().int(), toMs: z.number().int() })
  .refine(({ fromMs, toMs }) => fromMs < toMs, 'A time range ends after it begins');

export const explainInputSchema = z.object({
  dataView: z.string(),
  timeZone: z.string().max(64).default('UTC'),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  selection: span,
  /** What it is compared with; where the two overlap, the selection's part is left out. */
  baseline: span,
});
export type ExplainInput = z.infer<typeof explainInputSchema>;
export type Span = z.infer<typeof span>;

/** One condition that a document may satisfy: a value of a field, or a range of its numbers. */
export interface Trait {
  field: string;
  value?: string | number | boolean;
  range?: { gte?: number; lt?: number };
  label: string;
}

/** A trait, or two together, whose share differs. */
export interface Finding {
  traits: Trait[];
  selected: number;
  /** 0 to 1. */
  selectedShare: number;
  baselineShare: number;
  /** How many times as frequent; null where the baseline has none of it. */
  lift: number | null;
  direction: 'more' | 'less';
  /** Jensen–Shannon divergence of the trait between the two groups, 0 to 1. */
  bits: number;
  /** Of the G-test, corrected for the number of traits compared. */
  pValue: number;
}

export interface Explanation {
  findings: Finding[];
  selected: number;
  baseline: number;
  /** Traits that were compared. */
  compared: number;
  /** The groups were too large to read whole: evenly spread parts of them were. */
  sampled: boolean;
  tookMs: number;
}
