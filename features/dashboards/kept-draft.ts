import { z } from 'zod';
import { dashboardSchema } from './document/schema';
import type { EditHistory } from './edit-history';

const keyOf = (id: string) => `oriel-draft:${id}`;
const mostSteps = 30;
const keptSchema = z.object({
  revision: z.number().int(),
  past: z.array(dashboardSchema),
  present: dashboardSchema,
  future: z.array(dashboardSchema),
});

/** An unsaved draft with its steps, kept in the browser so that a reload loses nothing: undefined where there is none, or none that can be read. */
export function readDraft(id: string): { revision: number; history: EditHistory } | undefined {
  try {
    const text = window.localStorage.getItem(keyOf(id));
    if (!text) return undefined;
    const { revision, ...history } = keptSchema.parse(JSON.parse(text));
    return { revision, history };
  } catch {
    return undefined;
  }
}

/** Keeps a draft; nothing is kept where the browser has no room for it. */
export function keepDraft(id: string, revision: number, { past, present, future }: EditHistory): void {
  try {
    const kept = { revision, past: past.slice(-mostSteps), present, future: future.slice(0, mostSteps) };
    window.localStorage.setItem(keyOf(id), JSON.stringify(kept));
  } catch {
    forgetDraft(id);
  }
}

export function forgetDraft(id: string): void {
  try {
    window.localStorage.removeItem(keyOf(id));
  } catch {
    // storage is switched off: nothing was kept either
  }
}
