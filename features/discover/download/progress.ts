import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import type { DownloadProgress } from './schema';

interface Running extends DownloadProgress {
  userId: string;
  controller: AbortController;
}

/** One for the process: the two routes may be bundled apart. */
const held = globalThis as { orielDownloads?: Map<string, Running> };
held.orielDownloads ??= new Map();
const running = held.orielDownloads;
const keptMs = 10 * 60_000;

/** Notes a download so that its caller can follow and stop it. Throws `conflict` where the id is taken. */
export function startProgress(id: string, userId: string, controller: AbortController): Running {
  if (running.has(id)) throw new AppError('conflict', t('A download with this id is running already.'));
  const entry: Running = { rows: 0, total: 0, state: 'running', userId, controller };
  running.set(id, entry);
  return entry;
}

/** The entry is forgotten after a while; until then its end can be read. */
export function endProgress(id: string, entry: Running, state: DownloadProgress['state'], problem?: string): void {
  Object.assign(entry, { state, problem });
  setTimeout(() => running.delete(id), keptMs).unref();
}

function entryOf(id: string, userId: string): Running {
  const entry = running.get(id);
  if (entry?.userId !== userId) throw new AppError('not-found', t('There is no such download.'));
  return entry;
}

export function readProgress(id: string, userId: string): DownloadProgress {
  const entry = running.get(id);
  // asked before the download itself has come, or about somebody else's: the same answer
  if (entry?.userId !== userId) return { rows: 0, total: 0, state: 'waiting' };
  const { rows, total, state, problem } = entry;
  return { rows, total, state, ...(problem ? { problem } : {}) };
}

/** Stops it, down to the cluster. What the browser has by then is cut off and useless, and it says so. */
export function cancelDownload(id: string, userId: string): void {
  entryOf(id, userId).controller.abort(new AppError('cancelled', t('The download was cancelled.')));
}
