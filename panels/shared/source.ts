import { z } from 'zod';

const kql = z.string().max(4_000).optional();

export const searchSourceSchema = z.object({ type: z.literal('search'), dataView: z.string().min(1), kql });
/** `dataView` names the time field that the dashboard's time applies to. */
export const sqlSourceSchema = z.object({ type: z.literal('sql'), query: z.string().min(1).max(20_000), dataView: z.string().optional() });
export const anySourceSchema = z.discriminatedUnion('type', [searchSourceSchema, sqlSourceSchema]);
