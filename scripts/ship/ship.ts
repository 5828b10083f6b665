import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { FollowedFile, type Position } from './follow-file';

const chunkBytes = 512 * 1024;
const shortestPauseMs = 500;
const longestPauseMs = 30_000;

export interface ShipOptions {
  files: string[];
  source: string;
  url: string;
  apiKey: string;
  /** Keeps how far each file has arrived. */
  stateFile: string;
  /** Ends once everything that is there has arrived. */
  once?: boolean;
  signal?: AbortSignal;
  say?: (line: string) => void;
}

type State = Record<string, Position>;

function readState(file: string): State {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as State;
  } catch {
    return {};
  }
}

/** Written beside and moved into place: a process that is killed leaves the old state or the new one. */
function saveState(file: string, state: State): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });

/** Sends one chunk until it has arrived. Throws for an answer that will not change: a wrong key, an unknown source. */
async function deliver(
  options: ShipOptions,
  name: string,
  text: string,
  place: string,
): Promise<{ accepted: number; rejected: unknown[] } | undefined> {
  for (let wait = shortestPauseMs; !options.signal?.aborted; wait = Math.min(longestPauseMs, wait * 2)) {
    let said: string;
    try {
      const answer = await fetch(`${options.url}/api/ingest/${options.source}`, {
        method: 'POST',
        headers: {
          authorization: `ApiKey ${options.apiKey}`,
          'content-type': 'text/plain',
          'content-encoding': 'gzip',
          'oriel-position': `${name}:${place}`,
        },
        body: gzipSync(text),
        signal: options.signal,
      });
      if (answer.ok) return (await answer.json()) as { accepted: number; rejected: unknown[] };
      said = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
      if (answer.status < 500 && answer.status !== 429 && answer.status !== 408) throw Object.assign(new Error(said), { final: true });
    } catch (error) {
      if ((error as { final?: boolean }).final || options.signal?.aborted) throw error;
      said = (error as Error).message;
    }
    options.say?.(`${name}: ${said}; trying again in ${wait / 1000} s`);
    await pause(wait, options.signal);
  }
  return undefined;
}

/**
 * Follows files and sends their lines to a source of Oriel. Each chunk has to arrive before the next is read, so that a slow Oriel slows
 * the reading and nothing else; how far it got is kept. At least once: what is sent twice has the same ids, and is there once.
 */
export async function ship(options: ShipOptions): Promise<{ accepted: number; rejected: number }> {
  const state = readState(options.stateFile);
  const followed = options.files.map((file) => new FollowedFile(file, state[path.resolve(file)]));
  const total = { accepted: 0, rejected: 0 };
  while (!options.signal?.aborted) {
    let moved = false;
    for (const one of followed) {
      const chunk = one.next(chunkBytes);
      if (!chunk) continue;
      moved = true;
      const answer =
        chunk.text.trim() === '' ? { accepted: 0, rejected: [] } : await deliver(options, path.basename(one.file), chunk.text, chunk.place);
      if (!answer) break;
      total.accepted += answer.accepted;
      total.rejected += answer.rejected.length;
      one.advance(chunk.next);
      state[path.resolve(one.file)] = chunk.next;
      saveState(options.stateFile, state);
    }
    if (!moved && options.once) break;
    if (!moved) await pause(shortestPauseMs, options.signal);
  }
  for (const one of followed) one.close();
  return total;
}
