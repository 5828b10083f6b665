import { fetchJson } from '@/lib/http/fetch-json';
import { beginsTest } from '../begins';
import { joinLines } from '../propose/join-lines';
import type { Imported } from '../schema';
import { isParquet, parquetEvents } from './parquet-events';

const sliceBytes = 1024 * 1024;
const mostEvents = 5_000;

export interface Progress {
  /** 0 to 1. */
  done: number;
  accepted: number;
  rejected: Imported['rejected'];
}

interface Options {
  source: string;
  begins?: string;
  hasHeader: boolean;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** Events of a file, a slice at a time: a line, or an event of several lines, that a slice cuts goes with the next one. */
async function* eventsOf(
  file: Blob,
  { begins, hasHeader }: Pick<Options, 'begins' | 'hasHeader'>,
): AsyncGenerator<[events: string[], done: number]> {
  const decoder = new TextDecoder();
  const test = begins === undefined ? undefined : beginsTest(begins);
  let rest = '';
  let header = hasHeader;
  for (let at = 0; at < file.size; at += sliceBytes) {
    const last = at + sliceBytes >= file.size;
    rest += decoder.decode(await file.slice(at, at + sliceBytes).arrayBuffer(), { stream: !last });
    const lines = rest.split(/\r?\n/);
    const tail = last ? '' : (lines.pop() ?? '');
    if (header && lines.length > 0) {
      lines.shift();
      header = false;
    }
    const events = test ? joinLines(lines, test) : lines.filter((line) => line.trim() !== '');
    const open = test && !last ? events.pop() : undefined;
    rest = open === undefined ? tail : `${open}\n${tail}`;
    yield [events, Math.min(1, (at + sliceBytes) / file.size)];
  }
}

/** Sends a file through a source, with progress; stops where the signal says so. What has been sent by then stays. */
export async function importFile(file: Blob, options: Options): Promise<Progress> {
  const progress: Progress = { done: 0, accepted: 0, rejected: [] };
  const all = (await isParquet(file)) ? parquetEvents(file) : eventsOf(file, options);
  for await (const [events, done] of all) {
    for (let at = 0; at < events.length; at += mostEvents) {
      const answer = await fetchJson<Imported>(`/api/ingest/${options.source}`, {
        body: { events: events.slice(at, at + mostEvents), last: done === 1 && at + mostEvents >= events.length },
        signal: options.signal,
      });
      progress.accepted += answer.accepted;
      progress.rejected.push(...answer.rejected);
    }
    progress.done = done;
    options.onProgress({ ...progress });
  }
  return progress;
}
