import { z } from 'zod';
import { filtersSchema } from '../../../lib/query/filters';
import { timeRangeSchema } from '../../../lib/query/time-range';

export const currentVersion = 2;
export const gridColumns = 12;

export const layoutSchema = z.object({
  x: z
    .number()
    .int()
    .min(0)
    .max(gridColumns - 1),
  y: z.number().int().min(0).max(10_000),
  w: z.number().int().min(1).max(gridColumns),
  h: z.number().int().min(1).max(100),
});
export type Layout = z.infer<typeof layoutSchema>;

/** A panel as it is stored. `config` belongs to the kind, which parses and migrates it. */
export const storedPanelSchema = z.object({
  id: z.string().min(1).max(64),
  kind: z.string().min(1).max(40),
  title: z.string().max(200),
  subtitle: z.string().max(200).default(''),
  config: z.record(z.string(), z.unknown()),
  layout: layoutSchema,
});
export type StoredPanel = z.infer<typeof storedPanelSchema>;

export const dashboardSchema = z.object({
  version: z.literal(currentVersion),
  title: z.string().trim().min(1, 'Give the dashboard a title').max(200),
  description: z.string().max(1_000).default(''),
  tags: z.array(z.string().min(1).max(40)).max(20).default([]),
  timeRange: timeRangeSchema,
  /** Milliseconds between refreshes; 0 is off. */
  refreshMs: z.number().int().min(0).max(3_600_000).default(0),
  /** IANA zone that the dashboard fixes; absent follows the reader. */
  timeZone: z.string().max(64).optional(),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  panels: z.array(storedPanelSchema).max(200),
});
export type DashboardDocument = z.infer<typeof dashboardSchema>;
