import { blobValue, type DuckDBConnection, DuckDBDataChunk, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { tokenEnd, tokenGap, tokenStart } from '../plan/token-marks';
import { chunkRows } from './chunk-column';
import { type Database, quoted, type Row } from './database';
import { PostingList, partRows } from './postings';

/** What one part of one column was made of: rows that there were, documents that had the field, words in them. */
export interface Part {
  rows: number;
  documents: number;
  words: number;
}

export const wordsTable = (table: string) => quoted(`${table}_words`);

export const toPart = (row: Row): Part => ({ rows: Number(row.row_count), documents: Number(row.documents), words: Number(row.words) });

const sliceRows = 4_096;

/** The part that is being read: its words are in memory until all its rows are there and it can be written. */
export class OpenPart {
  readonly lists = new Map<string, PostingList>();
  readonly lengths = new Uint16Array(partRows);
  readonly known: Part = { rows: 0, documents: 0, words: 0 };
  /** Sequence numbers below it were read. */
  next: number;

  constructor(
    readonly from: number,
    /** The column holds values, each a word by itself. */
    private readonly values: boolean,
  ) {
    this.next = from;
  }

  get isFull(): boolean {
    return this.next >= this.from + partRows;
  }

  /** Reads some more rows, not beyond `until`. */
  async read(database: Database, table: string, column: string, until: number): Promise<void> {
    const to = Math.min(until, this.next + sliceRows, this.from + partRows);
    const rows = await database.read(
      `SELECT _seq, ${quoted(column)} AS words FROM ${quoted(table)} WHERE _seq >= ${this.next} AND _seq < ${to} ORDER BY _seq`,
      [],
      { weight: 1 },
    );
    for (const { _seq, words } of rows) {
      this.known.rows++;
      if (words === null) continue;
      const row = Number(_seq) - this.from;
      const count = this.values ? this.addValues(row, words) : this.addMarked(row, String(words));
      this.lengths[row] = Math.min(65_535, count);
      this.known.documents++;
      this.known.words += count;
    }
    this.next = to;
  }

  /** Enters the words of one row, as plan/token-marks.ts writes them; answers how many there are. */
  private addMarked(row: number, marked: string): number {
    let [at, place, count] = [0, 0, 0];
    while (at < marked.length) {
      const mark = marked[at];
      if (mark === tokenGap) place++;
      if (mark !== tokenStart) {
        at++;
        continue;
      }
      const end = marked.indexOf(tokenEnd, at);
      if (end < 0) break;
      this.enter(marked.slice(at + 1, end), row, place++);
      count++;
      at = end + 1;
    }
    return count;
  }

  private addValues(row: number, value: unknown): number {
    const values = Array.isArray(value) ? new Set(value.map(String)) : [String(value)];
    for (const word of values) this.enter(word, row, 0);
    return 1;
  }

  private enter(word: string, row: number, place: number) {
    let list = this.lists.get(word);
    if (!list) {
      list = new PostingList();
      this.lists.set(word, list);
    }
    list.add(row, place);
  }

  /** Writes the part. Call inside a transaction. */
  async save(connection: DuckDBConnection, table: string, column: string): Promise<void> {
    const part = this.from / partRows;
    await connection.run(
      `CREATE TABLE IF NOT EXISTS ${wordsTable(table)} (column_name VARCHAR, part INTEGER, word VARCHAR, documents INTEGER, postings BLOB, places BLOB)`,
    );
    const appender = await connection.createAppender(`${table}_words`);
    const types: DuckDBType[] = Array.from({ length: appender.columnCount }, (_, index) => appender.columnType(index));
    const words = [...this.lists].sort(([a], [b]) => (a < b ? -1 : 1));
    for (let from = 0; from < words.length; from += chunkRows) {
      const some = words.slice(from, from + chunkRows);
      const chunk = DuckDBDataChunk.create(types, some.length);
      const fill = (place: number, read: (word: string, list: PostingList) => DuckDBValue) =>
        chunk.setColumnValues(
          place,
          some.map(([word, list]) => read(word, list)),
        );
      fill(0, () => column);
      fill(1, () => part);
      fill(2, (word) => word);
      fill(3, (_, list) => list.documents);
      fill(4, (_, list) => blobValue(list.encode()));
      fill(5, (_, list) => blobValue(list.encodePlaces()));
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
    appender.closeSync();
    const { rows, documents } = this.known;
    const lengths = blobValue(new Uint8Array(this.lengths.buffer));
    await connection.run('INSERT INTO _oriel_parts VALUES (?, ?, ?, ?, ?, ?, ?)', [
      table,
      column,
      part,
      rows,
      documents,
      BigInt(this.known.words),
      lengths,
    ]);
  }
}
