import type { FieldTypes } from '../detect-types';

/** A file that can be read in pieces: what Parquet needs, and a browser's file gives. */
type Readable = Pick<Blob, 'size' | 'slice'>;

const perYield = 5_000;

const bufferOf = (file: Readable) => ({
  byteLength: file.size,
  slice: (start: number, end?: number) => file.slice(start, end).arrayBuffer(),
});

/** Whether a file is Parquet: by its first four bytes. */
export async function isParquet(file: Readable): Promise<boolean> {
  return (await file.slice(0, 4).text()) === 'PAR1';
}

/** Values that JSON does not know: whole numbers beyond its own as texts, bytes as base64. Dates write themselves. */
function replacer(_: string, value: unknown): unknown {
  if (typeof value === 'bigint')
    return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : String(value);
  if (value instanceof Uint8Array) return btoa(String.fromCharCode(...value));
  return value;
}

/** Beside Snappy, which hyparquet reads itself: plain JavaScript all of it, because the page's policy lets no WebAssembly run. */
async function decompressors() {
  const [{ gunzipSync }, { decompress }] = await Promise.all([import('fflate'), import('fzstd')]);
  return {
    GZIP: (input: Uint8Array, length: number) => gunzipSync(input, { out: new Uint8Array(length) }),
    ZSTD: (input: Uint8Array, length: number) => decompress(input, new Uint8Array(length)),
  };
}

const toLine = (row: Record<string, unknown>) => JSON.stringify(row, replacer);

/**
 * Rows of a Parquet file as JSON lines, with how much of the file is read. A row group is in memory at a time, however large the file.
 * Throws where the file is damaged or compressed by something that is not known.
 */
export async function* parquetEvents(file: Readable): AsyncGenerator<[events: string[], done: number]> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const compressors = await decompressors();
  const buffer = bufferOf(file);
  const metadata = await parquetMetadataAsync(buffer);
  const total = Number(metadata.num_rows);
  let read = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rows = await parquetReadObjects({ file: buffer, metadata, compressors, rowStart: read, rowEnd: read + Number(count) });
    for (let at = 0; at < rows.length; at += perYield) {
      yield [rows.slice(at, at + perYield).map(toLine), Math.min(1, (read + at + perYield) / Math.max(1, total))];
    }
    read += Number(count);
  }
}

/** The first rows as JSON lines, to look at. */
export async function parquetSample(file: Readable, most = 200): Promise<string> {
  for await (const [events] of parquetEvents(file)) return `${events.slice(0, most).join('\n')}\n`;
  return '';
}

const decimals = new Set(['FLOAT', 'DOUBLE']);

/** The types that a Parquet file says and its JSON lines would not: numbers with decimals, of its top columns. */
export async function parquetTypes(file: Readable): Promise<FieldTypes> {
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet');
  const { children } = parquetSchema(await parquetMetadataAsync(bufferOf(file)));
  return Object.fromEntries(
    children.flatMap(({ element }): [string, 'double'][] =>
      decimals.has(element.type ?? '') || element.converted_type === 'DECIMAL' ? [[element.name, 'double']] : [],
    ),
  );
}
