import { z } from 'zod';
import { comparePattern } from './compare-pattern';

const scalar = z.union([z.string().max(2_000), z.number(), z.boolean()]);

/** One pill. `value` depends on `operator`: a scalar, a list, a range, or nothing. */
export const filterSchema = z.object({
  field: z.string().min(1).max(300),
  operator: z.enum(['is', 'is-one-of', 'exists', 'range', 'within', 'within-circle', 'within-polygon', 'matches']),
  value: z
    .union([
      scalar,
      z.array(scalar).max(500),
      z.object({ gte: scalar.optional(), gt: scalar.optional(), lt: scalar.optional(), lte: scalar.optional() }),
      z.object({ lat: z.number(), lon: z.number(), meters: z.number().positive() }),
      z.object({
        points: z
          .array(z.object({ lat: z.number(), lon: z.number() }))
          .min(3)
          .max(200),
      }),
      z.object({ top: z.number(), left: z.number(), bottom: z.number(), right: z.number() }),
    ])
    .optional(),
  negate: z.boolean().default(false),
  disabled: z.boolean().default(false),
  label: z.string().max(200).optional(),
});

export const filtersSchema = z.array(filterSchema).max(50);

/** Date-math strings, as a person reads them: `now-24h`, `now`, `2026-11-19T14:30:00.000Z`. */
export const timeRangeSchema = z.object({ from: z.string().min(1).max(64), to: z.string().min(1).max(64) });

/** What a time is compared with, as lib/query/compare says it. */
export const compareSchema = z.string().max(64).regex(comparePattern, 'Compare with previous, 1d, 1w, 1M, 1y or FROM/TO');
