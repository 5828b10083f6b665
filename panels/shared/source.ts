import { z } from 'zod';

const kql = z.string().max(4_000).optional();

/** `savedSearch`: only what it finds; its condition and filters are read anew each time. */
export const searchSourceSchema = z.object({
  type: z.literal('search'),
  dataView: z.string().min(1),
  kql,
  savedSearch: z.string().max(64).optional(),
});
/** `dataView` names the time field that the dashboard's time applies to. */
export const sqlSourceSchema = z.object({ type: z.literal('sql'), query: z.string().min(1).max(20_000), dataView: z.string().optional() });
/** A search body as JSON; the dashboard's time, filters and controls are added to its query. */
export const dslSourceSchema = z.object({
  type: z.literal('dsl'),
  dataView: z.string().min(1),
  body: z.string().min(2).max(50_000),
  columns: z
    .array(z.object({ name: z.string().min(1).max(100), path: z.string().min(1).max(500) }))
    .max(30)
    .default([]),
});
export const anySourceSchema = z.discriminatedUnion('type', [searchSourceSchema, sqlSourceSchema, dslSourceSchema]);
