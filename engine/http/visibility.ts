import { illegalArgument } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { EngineRequest } from './request';

/** Every write is visible at once, unless the index says never to refresh by itself: then at the next refresh. */
const refreshesItself = (meta: IndexMeta) => String(meta.settings.refresh_interval ?? '') !== '-1';

export const isRefreshed = (meta: IndexMeta, seq: number) => refreshesItself(meta) || seq <= (meta.visibleSeq ?? -1);

/** The last sequence number that searches see; undefined where they see all. */
export const visibleSeq = (meta: IndexMeta): number | undefined => (refreshesItself(meta) ? undefined : (meta.visibleSeq ?? -1));

export function refresh(meta: IndexMeta): void {
  meta.visibleSeq = meta.nextSeq - 1;
}

export function checkRefresh({ query }: EngineRequest): void {
  const wanted = query.get('refresh');
  if (wanted !== null && !['', 'true', 'false', 'wait_for'].includes(wanted))
    throw illegalArgument(`Unknown value for refresh: [${wanted}].`);
}

/** Refreshes what a write touched, where its `refresh` asks for it. True where it did so by force. */
export function refreshed({ query, context }: EngineRequest, indices: string[]): boolean {
  const wanted = query.get('refresh');
  if (wanted === null || wanted === 'false') return false;
  for (const name of indices) {
    const meta = context.catalog.get(name);
    if (meta) refresh(meta);
  }
  return wanted !== 'wait_for';
}
