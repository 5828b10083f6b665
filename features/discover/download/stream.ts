import type { Json, JsonObject } from '../../../lib/elastic/wire-types';
import { toProblem } from '../../../lib/errors/app-error';
import { listFields } from '../../../lib/gateway/fields';
import type { DataScope } from '../../../lib/gateway/mint-scope';
import { closePointInTime, openPointInTime, searchPointInTime } from '../../../lib/gateway/point-in-time';
import { search } from '../../../lib/gateway/search';
import { buildQuery } from '../../../lib/query/build-query';
import { readable } from '../../../lib/query/readable';
import { resolveTimeRange } from '../../../lib/query/time-range';
import type { DataView } from '../../data-views/schema';
import { type Column, columnsOf, valuesOf } from './columns';
import { csvHead, csvLines } from './csv';
import { parquetFile } from './parquet';
import type { endProgress, startProgress } from './progress';
import type { DownloadInput } from './schema';

const pageSize = 5_000;

/** Writes pages of documents as bytes of a format. */
interface Format {
  contentType: string;
  begin(): string | Uint8Array;
  page(sources: Json[]): string | Uint8Array | Promise<Uint8Array>;
  end(): string | Uint8Array | Promise<Uint8Array>;
}

/** A document with the wanted fields alone, by their dotted names; whole where none is named. */
const narrowed = (columns: Column[], wanted: string[]) => (source: Json) =>
  wanted.length === 0
    ? source
    : Object.fromEntries(
        columns.flatMap(({ path }): [string, Json][] => {
          const values = valuesOf(source, path);
          return values.length === 0 ? [] : [[path, values.length === 1 ? (values[0] as Json) : values]];
        }),
      );

function formatOf({ format, columns: wanted }: DownloadInput, columns: Column[]): Format {
  if (format === 'csv')
    // the mark tells spreadsheets that it is UTF-8
    return {
      contentType: 'text/csv; charset=utf-8',
      begin: () => `\uFEFF${csvHead(columns)}`,
      page: (sources) => csvLines(columns, sources),
      end: () => '',
    };
  if (format === 'parquet') {
    const file = parquetFile(columns);
    return { contentType: 'application/vnd.apache.parquet', begin: () => '', page: file.rows, end: file.end };
  }
  const narrow = narrowed(columns, wanted);
  return {
    contentType: 'application/x-ndjson',
    begin: () => '',
    page: (sources) => sources.map((source) => `${JSON.stringify(narrow(source))}\n`).join(''),
    end: () => '',
  };
}

/** All documents of a search, a page at a time, in one point in time: none twice, none left out. */
async function* pagesOf(
  scope: DataScope,
  pattern: string,
  query: JsonObject,
  sort: JsonObject[],
  source: Json,
  signal: AbortSignal,
): AsyncGenerator<Json[]> {
  const handle = await openPointInTime(scope, pattern, { signal });
  try {
    for (let after: Json[] | undefined; ; ) {
      const body = { size: pageSize, query, sort, _source: source, track_total_hits: false, ...(after ? { search_after: after } : {}) };
      const answer = await searchPointInTime(scope, pattern, handle, body as never, { signal });
      const hits = answer.hits.hits;
      if (hits.length > 0) yield hits.map((hit) => (hit._source ?? {}) as Json);
      after = hits.at(-1)?.sort as Json[] | undefined;
      if (hits.length < pageSize || !after) return;
    }
  } finally {
    await closePointInTime(scope, pattern, handle).catch(() => undefined);
  }
}

type Progress = ReturnType<typeof startProgress>;
type End = (state: Parameters<typeof endProgress>[2], problem?: string) => void;

/**
 * The whole result of a search as a file, streamed: nothing is held but a page. Counts in `progress`; stops when `signal` does.
 * Throws what a search throws before the first byte; later failures cut the stream, so that nobody takes a part for the whole.
 */
export async function streamDownload(
  scope: DataScope,
  dataView: DataView,
  input: DownloadInput,
  progress: Progress,
  onEnd: End,
  signal: AbortSignal,
): Promise<{ body: ReadableStream<Uint8Array>; contentType: string }> {
  const query = readable(() => {
    const range = resolveTimeRange(input.timeRange, input.nowMs, input.timeZone);
    return buildQuery({ timeField: dataView.timeField, range, filters: input.filters, kql: [input.kql], timeZone: input.timeZone });
  });
  const fields = await listFields(scope, dataView.pattern, signal);
  const columns = columnsOf(fields, input.columns);
  const counted = await search(scope, dataView.pattern, { size: 0, track_total_hits: true, query }, { signal });
  progress.total = counted.hits.total?.value ?? 0;
  const format = formatOf(input, columns);
  const sortField = input.sort?.field ?? dataView.timeField;
  const sort: JsonObject[] = sortField ? [{ [sortField]: { order: input.sort?.direction ?? 'desc', missing: '_last' } }] : [];
  const pages = pagesOf(scope, dataView.pattern, query, sort, input.columns.length > 0 ? input.columns : true, signal);
  const encoder = new TextEncoder();
  const bytes = (part: string | Uint8Array) => (typeof part === 'string' ? encoder.encode(part) : part);
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        if (!begun) {
          begun = true;
          const head = bytes(format.begin());
          if (head.length > 0) {
            controller.enqueue(head);
            return;
          }
        }
        const { value, done } = await pages.next();
        if (done) {
          const tail = bytes(await format.end());
          if (tail.length > 0) controller.enqueue(tail);
          controller.close();
          onEnd('done');
          return;
        }
        controller.enqueue(bytes(await format.page(value)));
        progress.rows += value.length;
      } catch (error) {
        const { code, detail } = toProblem(error);
        onEnd(code === 'cancelled' ? 'cancelled' : 'failed', detail);
        controller.error(error);
      }
    },
    async cancel() {
      onEnd('cancelled');
      await pages.return(undefined);
    },
  });
  return { body, contentType: format.contentType };
}
