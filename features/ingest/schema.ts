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
  .refine((name) => !name.startsWith('oriel-'), 'Names that begin with oriel- are Oriel’s own')
  .refine((name) => !['new', 'pipelines'].includes(name), 'That name is taken by a page of Oriel. Choose another');

export const routeOperators = ['is', 'is-not', 'contains', 'exists', 'at-least', 'at-most'] as const;
/** A condition on a document that has been read, and where it then goes. */
export const routeSchema = z
  .object({
    field: z.string().regex(/^[\w@-]+(\.[\w@-]+)*$/, 'Name a field, such as log.level'),
    operator: z.enum(routeOperators),
    value: z.string().max(500).default(''),
    index: z.union([z.literal(''), sourceNameSchema]).default(''),
    pipeline: z.string().max(120).default(''),
  })
  .refine(({ index, pipeline }) => index !== '' || pipeline !== '', 'A route names an index, a pipeline or both')
  .refine(({ operator, value }) => operator === 'exists' || value !== '', 'Say what to compare with')
  .refine(
    ({ operator, value }) => !['at-least', 'at-most'].includes(operator) || Number.isFinite(Number(value)),
    'At least and at most compare with a number',
  );
export type Route = z.infer<typeof routeSchema>;
export type RouteInput = z.input<typeof routeSchema>;

/** What a field can be stored as. */
export const fieldKinds = ['keyword', 'text', 'long', 'double', 'boolean', 'date', 'ip', 'geo_point'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export const sourceInputSchema = z.object({
  name: sourceNameSchema,
  title: z.string().trim().min(1, 'Give the data a title').max(120),
  pipeline: pipelineSchema,
  begins: z.string().max(4_000).optional(),
  /** Types of fields, by dotted path; of the others the cluster decides by the first document. */
  types: z.record(z.string().min(1).max(300), z.enum(fieldKinds)).optional(),
});
/** Bytes of one piece of a file that is attached. */
export const pieceBytes = 4 * 1024 * 1024;
export const pieceOffsetSchema = z.coerce.number().int().min(0);
export const attachInputSchema = z.object({ title: z.string().trim().min(1, 'Give the data a title').max(120) });

export const sourceChangeSchema = z.object({
  title: z.string().trim().min(1, 'Give the data a title').max(120),
  pipeline: pipelineSchema,
  routes: z.array(routeSchema).max(20),
});
export type SourceChange = z.infer<typeof sourceChangeSchema>;
export type Pipeline = z.infer<typeof pipelineSchema>;
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

/** A source with all that its page shows. */
export interface SourceDetail extends Omit<SourceRow, 'dead'> {
  pipeline: Pipeline;
  routes: Route[];
  begins: string | null;
  documents: number;
  /** When its newest document is from; null where there is none. */
  newest: string | null;
  letters: { event: string; reason: string; at: string }[];
  dead: number;
  /** Events as they came, to try a changed pipeline with: what failed first, then the newest. */
  samples: string[];
}

/** An ingest pipeline of the cluster. */
export interface PipelineRow {
  name: string;
  description: string;
  processors: string[];
  /** The source it belongs to. */
  source: string | null;
}

export const pipelineNameSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,119}$/, 'A name has small letters, digits, ., - and _');
export const storedPipelineSchema = pipelineSchema.loose();

export const deadLetterIndex = 'oriel-dead-letter';
