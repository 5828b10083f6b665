import { z } from 'zod';

/** What has a form as text. */
export const codeKinds = ['dashboards', 'data-views'] as const;
export type CodeKind = (typeof codeKinds)[number];
export const codeKindSchema = z.enum(codeKinds, { error: `Expected ${codeKinds.join(' or ')}` });

/** The name of a file, and what addresses say. */
export const codeIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/, 'An id has letters, digits, ., - and _');

export type Content = Record<string, unknown>;

export interface CodeItem {
  id: string;
  /** As it is stored: a dashboard document, or a data view without its id. */
  content: Content;
}
