import { z } from 'zod';

const pipelineSchema = z.object({
  description: z.string().max(500).optional(),
  processors: z.array(z.record(z.string(), z.unknown())).max(200),
  on_failure: z.array(z.record(z.string(), z.unknown())).max(20).optional(),
});

const event = z.string().max(200_000);
export const proposeInputSchema = z.object({ text: z.string().min(1, 'Paste some lines first').max(1_000_000) });
export const simulateInputSchema = z.object({ pipeline: pipelineSchema, events: z.array(event).min(1).max(200) });

export const sourceNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{1,60}$/, 'A name has small letters, digits, - and _, and begins with a letter')
  .refine((name) => !name.startsWith('oriel-'), 'Names that begin with oriel- are Oriel’s own');
export const sourceInputSchema = z.object({
  name: sourceNameSchema,
  title: z.string().trim().min(1, 'Give the data a title').max(120),
  pipeline: pipelineSchema,
  begins: z.string().max(4_000).optional(),
});
export type SourceInput = z.infer<typeof sourceInputSchema>;

export const eventsInputSchema = z.object({
  events: z.array(event).min(1).max(20_000),
  /** The last part of a file: what was sent can be found when the answer comes. */
  last: z.boolean().default(false),
});

export interface Captured {
  field: string;
  start: number;
  end: number;
}

/** One line before and after. */
export interface Tried {
  event: string;
  captures: Captured[];
  source?: Record<string, unknown>;
  error?: string;
  dropped?: boolean;
}

export interface Imported {
  accepted: number;
  rejected: { event: string; reason: string }[];
}

export interface SourceRow {
  name: string;
  title: string;
  dataViewId: string;
  createdByName: string;
  createdAt: string;
  /** Lines that failed and wait to be sent again. */
  dead: number;
}

export const deadLetterIndex = 'oriel-dead-letter';
