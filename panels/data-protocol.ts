import { z } from 'zod';
import type { Problem } from '../lib/errors/app-error';
import { compareSchema, filtersSchema, timeRangeSchema } from '../lib/query/context-schemas';

import type { PanelAnswer, PanelContext } from './panel-type';

export const panelContextSchema = z.object({
  timeRange: timeRangeSchema,
  timeZone: z.string().max(64).default('UTC'),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  width: z.number().int().min(100).max(8_000).default(600),
  compare: compareSchema.default(''),
  controls: z.record(z.string().max(40), z.unknown()).optional(),
});

const requestId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** One HTTP call for all panels of a refresh. A panel is named by what was saved, or, for an editor, drafted. */
export const panelDataInputSchema = z.object({
  requestId,
  /** A share token; absent for the signed-in. */
  token: z.string().max(64).optional(),
  dashboard: z.string().max(64).optional(),
  panels: z
    .array(
      z.object({
        key: z.string().max(80),
        panel: z.string().max(64).optional(),
        draft: z
          .object({
            kind: z.string().max(40),
            config: z.record(z.string(), z.unknown()),
            time: z.unknown().optional(),
            /** Those of the unsaved dashboard, in place of what was saved. */
            annotations: z.array(z.unknown()).readonly().optional(),
          })
          .optional(),
        context: panelContextSchema,
        inspect: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(100),
});
export type PanelDataInput = z.infer<typeof panelDataInputSchema>;
export type PanelDataRequest = PanelDataInput['panels'][number];

export const cancelInputSchema = z.object({ requestId, keys: z.array(z.string().max(80)).max(100) });

/** One line of the NDJSON answer, in the order in which panels finish. */
export type PanelDataLine = { key: string; answer: PanelAnswer } | { key: string; problem: Problem };

export interface FirstAnswer {
  answer: PanelAnswer;
  /** The palette places that the server gave to split values: field, value, place. */
  colors: [field: string, value: string, place: number][];
}

/** A panel whose answer comes with the page itself. */
export interface FirstPanel {
  context: PanelContext;
  /** Pixels of its body, as far as the server can tell. */
  size: { width: number; height: number };
  /** A promise where the page did not wait for it. Undefined where it failed: the browser asks again, and shows why. */
  answer: FirstAnswer | undefined | Promise<FirstAnswer | undefined>;
}
