import { z } from 'zod';
import { measureSchema } from '../shared/measure';
import { anySourceSchema } from '../shared/source';

export const seriesStyleSchema = z.object({
  mark: z.enum(['line', 'area', 'bar', 'points']).optional(),
  dash: z.enum(['solid', 'dashed', 'dotted']).optional(),
  width: z.number().min(0.5).max(6).optional(),
  /** Place on the palette. */
  color: z.number().int().min(1).max(10).optional(),
});
export type SeriesStyle = z.infer<typeof seriesStyleSchema>;

export const xySchema = z.object({
  source: anySourceSchema,
  mark: z.enum(['line', 'area', 'bar']).default('line'),
  stack: z.enum(['none', 'stacked', 'percent']).default('none'),
  x: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('time'), interval: z.string().max(10).default('auto') }),
      z.object({ type: z.literal('terms'), field: z.string(), size: z.number().int().min(1).max(50).default(10) }),
      z.object({ type: z.literal('histogram'), field: z.string(), interval: z.number().positive() }),
    ])
    .default({ type: 'time', interval: 'auto' }),
  split: z.object({ field: z.string(), size: z.number().int().min(1).max(500).default(5), other: z.boolean().default(false) }).optional(),
  measures: z
    .array(measureSchema)
    .min(1)
    .max(6)
    .default([{ aggregation: 'count' }]),
  /** Places of the measures that have an axis of their own at the right: only where somebody asks for a second unit. */
  right: z.array(z.number().int().min(0).max(5)).max(5).default([]),
  /** How single series are drawn, by the place of their measure or by their split value. */
  styles: z.record(z.string().max(300), seriesStyleSchema).default({}),
  /** More lines to look at values against. */
  lines: z
    .array(z.object({ value: z.number(), label: z.string().max(60).default('') }))
    .max(6)
    .default([]),
  threshold: z.object({ value: z.number(), label: z.string().max(60) }).optional(),
  /** A range that is as it should be, shaded. */
  band: z.object({ from: z.number(), to: z.number(), label: z.string().max(60) }).optional(),
  scale: z.enum(['linear', 'log']).default('linear'),
  /** What is drawn of the values: themselves, their sum so far, their change, their moving mean. */
  course: z.enum(['as-is', 'cumulative', 'change', 'smooth']).default('as-is'),
  /** A line through every value, as fine as the screen, instead of one measure of each stretch. */
  every: z.boolean().default(false),
  /** Points of the moving mean. */
  smoothOver: z.number().int().min(2).max(100).default(7),
  anomalies: z
    .object({ enabled: z.boolean(), sensitivity: z.number().min(0.1).max(5).default(1) })
    .default({ enabled: false, sensitivity: 1 }),
  forecast: z.object({ enabled: z.boolean(), level: z.number().min(0.5).max(0.99).default(0.8) }).default({ enabled: false, level: 0.8 }),
  /** Results that someone else wrote; docs/anomaly-contract.md says how. */
  external: z.object({ dataView: z.string(), entity: z.string().max(200).optional() }).optional(),
  /** `statistics`: a table below with the last, least, mean and most of each, to be sorted. */
  names: z.enum(['auto', 'line', 'below', 'statistics', 'none']).default('auto'),
  missing: z.enum(['gap', 'zero', 'last']).default('gap'),
});
export type XyConfig = z.infer<typeof xySchema>;

export interface XySeries {
  key: string;
  name: string;
  /** Value of the split field, for clicking; absent for measures and for "other". */
  value?: string | number;
  values: (number | null)[];
  /** The time before, on this time's axis. */
  previous?: (number | null)[];
  color?: number;
  /** On the axis at the right. */
  right?: boolean;
  /** How its values are written, where not as the panel's. */
  style?: { format: string; unit?: string };
  other?: boolean;
}

export interface XyData {
  axis: 'time' | 'category' | 'number';
  /** Bucket starts: epoch milliseconds, category names or numbers. */
  x: (number | string)[];
  field?: string;
  splitField?: string;
  series: XySeries[];
  /** What the time before is, in words; where the reader compares. */
  against?: string;
  intervalText?: string;
  stepMs?: number;
  range: { fromMs: number; toMs: number };
  nowMs: number;
  style: { format: string; unit?: string };
  analysis?: import('../panel-type').SeriesAnalysis;
  /** What alerts over this data went through: flags on the time axis. */
  marks?: import('../panel-type').TimeMark[];
  /** Values beyond the shown split values were left out. */
  hidden?: number;
}
