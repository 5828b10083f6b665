import type { DashboardDocument } from './document/schema';

/** A draft with what it was before and what was undone. */
export interface EditHistory {
  past: DashboardDocument[];
  present: DashboardDocument;
  future: DashboardDocument[];
}

const most = 100;

export const startHistory = (present: DashboardDocument): EditHistory => ({ past: [], present, future: [] });

const same = (a: DashboardDocument, b: DashboardDocument) => JSON.stringify(a) === JSON.stringify(b);

export function change({ past, present, future }: EditHistory, next: DashboardDocument): EditHistory {
  return same(present, next) ? { past, present, future } : { past: [...past.slice(-most + 1), present], present: next, future: [] };
}

export function undo(history: EditHistory): EditHistory {
  const previous = history.past.at(-1);
  return previous ? { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] } : history;
}

export function redo(history: EditHistory): EditHistory {
  const [next, ...rest] = history.future;
  return next ? { past: [...history.past, history.present], present: next, future: rest } : history;
}

export const isChanged = (history: EditHistory, saved: DashboardDocument) => !same(history.present, saved);
