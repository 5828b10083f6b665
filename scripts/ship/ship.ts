import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Chunk, FollowedFile, type Position } from './follow-file';

const chunkBytes = 512 * 1024;
/** An event of several lines that nothing followed for so long is taken for whole. */
const wholeAfterMs = 2_000;
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

interface Delivered {
  accepted: number;
  rejected: unknown[];
  /** Lines at the end that were not taken, because their event may go on. */
  heldLines?: number;
}

/** Sends one chunk until it has arrived. Throws for an answer that will not change: a wrong key, an unknown source. */
async function deliver(options: ShipOptions, name: string, text: string, place: string, openEnd: boolean): Promise<Delivered | undefined> {
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
          ...(openEnd ? { 'oriel-open-end': '1' } : {}),
        },
        body: gzipSync(text),
        signal: options.signal,
      });
      if (answer.ok) return (await answer.json()) as Delivered;
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

/** The end of a chunk that may go on, and since when nothing came after it. */
interface Waiting extends Position {
  sinceMs: number;
}

/** Where the text ends without its last lines, in bytes. */
function endWithout(text: string, lines: number): number {
  const kept = text.replace(/\n$/, '').split('\n').slice(0, -lines);
  return kept.length === 0 ? 0 : Buffer.byteLength(`${kept.join('\n')}\n`);
}

/** Sends a chunk; `next` is where to go on, which is where it began while its only event may still go on. */
async function shipChunk(
  options: ShipOptions,
  { file }: FollowedFile,
  chunk: Chunk,
  before: Waiting | undefined,
): Promise<(Delivered & { next: Position }) | undefined> {
  if (chunk.text.trim() === '') return { accepted: 0, rejected: [], next: chunk.next };
  const isSame = before?.inode === chunk.next.inode && before.offset === chunk.next.offset;
  const isWhole = isSame && (options.once || Date.now() - before.sinceMs >= wholeAfterMs);
  const isFull = chunk.next.offset - chunk.from.offset >= chunkBytes;
  const answer = await deliver(options, path.basename(file), chunk.text, chunk.place, !isWhole);
  if (!answer?.heldLines) return answer && { ...answer, next: chunk.next };
  const end = endWithout(chunk.text, answer.heldLines);
  if (end === 0 && isFull) {
    const rest = await deliver(options, path.basename(file), chunk.text, chunk.place, false);
    return rest && { ...rest, next: chunk.next };
  }
  return { ...answer, next: { inode: chunk.from.inode, offset: chunk.from.offset + end } };
}

/**
 * Follows files and sends their lines to a source of Oriel. Each chunk has to arrive before the next is read, so that a slow Oriel slows
 * the reading and nothing else; how far it got is kept. At least once: what is sent twice has the same ids, and is there once.
 */
export async function ship(options: ShipOptions): Promise<{ accepted: number; rejected: number }> {
  const state = readState(options.stateFile);
  const followed = options.files.map((file) => new FollowedFile(file, state[path.resolve(file)]));
  const total = { accepted: 0, rejected: 0 };
  const waiting = new Map<FollowedFile, Waiting>();
  while (!options.signal?.aborted) {
    let moved = false;
    for (const one of followed) {
      const chunk = one.next(chunkBytes);
      if (!chunk) continue;
      const step = await shipChunk(options, one, chunk, waiting.get(one));
      if (!step) break;
      total.accepted += step.accepted;
      total.rejected += step.rejected.length;
      if (step.next.offset === chunk.from.offset && step.next.inode === chunk.from.inode) {
        const known = waiting.get(one);
        if (known?.offset !== chunk.next.offset) waiting.set(one, { ...chunk.next, sinceMs: Date.now() });
        continue;
      }
      moved = true;
      waiting.delete(one);
      one.advance(step.next);
      state[path.resolve(one.file)] = step.next;
      saveState(options.stateFile, state);
    }
    if (!moved && options.once && waiting.size === 0) break;
    if (!moved) await pause(shortestPauseMs, options.signal);
  }
  for (const one of followed) one.close();
  return total;
}
