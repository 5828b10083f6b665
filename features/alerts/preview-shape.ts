import type { ValueStyle } from '../../panels/shared/measure';

export interface PreviewSeries {
  group: string;
  points: [timeMs: number, value: number | null][];
}

/** A rule over the last week: what it would have seen, and when it would have been open. */
export interface RulePreview {
  fromMs: number;
  toMs: number;
  stepMs: number;
  series: PreviewSeries[];
  /** Groups that are not drawn. */
  hidden: number;
  threshold?: { value: number; operator: 'above' | 'below' };
  style: ValueStyle;
  spans: { group: string; fromMs: number; toMs: number; sentence: string }[];
}
