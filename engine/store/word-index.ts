import type { DuckDBConnection } from '@duckdb/node-api';
import { type ClosedRows, countBits, emptyBits } from '../plan/closed-rows';
import { ByteCache } from './byte-cache';
import { type Database, quoted, type Row } from './database';
import { decode, type FoundPostings, setRows, withOpen } from './found-postings';
import { decodePlaces, type PlacedPostings, type Postings, partRows, phrasePostings } from './postings';
import { OpenPart, type Part, toPart, wordsTable } from './word-parts';

/** A column of words in one table. */
export interface WordColumn {
  table: string;
  column: string;
  /** It holds values, each a word by itself, and not marked words. */
  values?: boolean;
}

/** What the index knows of a column: rows below `until`, documents that have the field, words in them. */
export interface ClosedColumn {
  until: number;
  documents: number;
  words: number;
}

/** One word of a phrase: how many places after the first. */
export interface PhraseWord {
  word: string;
  after: number;
}

interface Indexed extends WordColumn {
  parts: Part[];
  open?: OpenPart | undefined;
  /** Reading goes on: one reader a column. */
  reading?: Promise<void> | undefined;
  /** Its values are so few that reading them is faster; undefined where nobody looked. */
  common?: boolean;
  /** Every row that was read is still there; undefined where nobody looked. */
  whole?: boolean | undefined;
  /** How often rows of the table were removed: what was found out meanwhile does not hold. */
  removals: number;
}

/** Rows so few that a search waits until they are read. */
const fewRows = 8_192;
/** Open parts in memory; the one that was asked for longest ago is read anew when it is asked for again. */
const mostOpen = 4;
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The inverted index beside the tables (docs/decisions/0006): for every word of a column where it occurs, part by part, a part being the
 * rows of `partRows` sequence numbers. A column gets one when a search first asks a table of more than one part for a word, or for one of
 * many different values. Whole parts are written once; the newest is kept in memory and read on before a search.
 */
export class WordIndex {
  private readonly columns = new Map<string, Indexed>();
  private readonly cache = new ByteCache(64 * 1024 * 1024);

  constructor(
    private readonly database: Database,
    private readonly exclusive: <T>(change: () => Promise<T>) => Promise<T>,
    /** How many sequence numbers the table gave out; undefined once it is gone. */
    private readonly nextSeqOf: (table: string) => number | undefined,
  ) {}

  async load(): Promise<void> {
    await this.database.write((connection) =>
      connection.run(
        'CREATE TABLE IF NOT EXISTS _oriel_parts (table_name VARCHAR, column_name VARCHAR, part INTEGER, row_count INTEGER, documents INTEGER, words BIGINT, lengths BLOB)',
      ),
    );
    const rows = await this.database.read(
      'SELECT table_name, column_name, row_count, documents, words FROM _oriel_parts ORDER BY table_name, column_name, part',
    );
    for (const row of rows) this.indexed({ table: String(row.table_name), column: String(row.column_name) }).parts.push(toPart(row));
  }

  private indexed({ table, column, values = false }: WordColumn): Indexed {
    const key = `${table} ${column}`;
    const known = this.columns.get(key) ?? { table, column, values, parts: [], removals: 0 };
    known.values ||= values;
    // the newest asked for stands last
    this.columns.delete(key);
    this.columns.set(key, known);
    return known;
  }

  /** Sequence numbers below it are in a written part of some column of the table. */
  writtenUntil(table: string): number {
    return Math.max(0, ...[...this.columns.values()].map((own) => (own.table === table ? own.parts.length * partRows : 0)));
  }

  /** Call before a search asks for words: reads what few rows are new, or begins to read the many. */
  async catchUp(column: WordColumn): Promise<void> {
    const nextSeq = this.nextSeqOf(column.table) ?? 0;
    if (nextSeq < partRows) return;
    const own = this.indexed(column);
    const behind = nextSeq - untilOf(own);
    if (behind <= 0) return;
    if (own.values && own.parts.length === 0 && (await this.isCommon(own, nextSeq))) return;
    own.reading ??= this.readOn(own).finally(() => {
      own.reading = undefined;
    });
    if (behind <= fewRows && own.open) await own.reading;
  }

  /** Few different values are found faster by reading them: DuckDB keeps each once. Judged by the newest rows. */
  private async isCommon(own: Indexed, nextSeq: number): Promise<boolean> {
    if (own.common !== undefined) return own.common;
    const [row] = await this.database.read(
      `SELECT approx_count_distinct(${quoted(own.column)}) AS different, count(*) AS n FROM ${quoted(own.table)} WHERE _seq >= ${nextSeq - partRows}`,
      [],
      { weight: 0 },
    );
    own.common = Number(row?.different ?? 0) * 50 < Number(row?.n ?? 0);
    return own.common;
  }

  /** Reads all rows of a column, as far as the table is large enough. */
  async complete(column: WordColumn): Promise<void> {
    await this.catchUp(column);
    await this.indexed(column).reading;
  }

  private async readOn(own: Indexed) {
    try {
      for (;;) {
        const nextSeq = this.nextSeqOf(own.table) ?? 0;
        const from = own.parts.length * partRows;
        if (own.open?.from !== from) own.open = new OpenPart(from, own.values ?? false);
        const part = own.open;
        if (part.next >= nextSeq) break;
        const { removals } = own;
        await part.read(this.database, own.table, own.column, nextSeq);
        if (removals !== own.removals) own.whole = undefined;
        if (part.isFull) await this.write(own, part);
        await pause();
      }
      const open = [...this.columns.values()].filter((other) => other.open && !other.reading);
      for (const oldest of open.slice(0, Math.max(0, open.length - mostOpen))) oldest.open = undefined;
    } catch (error) {
      // The search reads the rows themselves; the next one asks again.
      if (this.nextSeqOf(own.table) !== undefined)
        process.stderr.write(`The words of ${own.table} were not indexed: ${(error as Error).message}\n`);
    }
  }

  private write(own: Indexed, part: OpenPart): Promise<void> {
    return this.exclusive(async () => {
      if (this.nextSeqOf(own.table) === undefined) return;
      await this.database.write((connection) => part.save(connection, own.table, own.column));
      own.parts.push(part.known);
      own.open = undefined;
    });
  }

  /** What is known of a column now. */
  closed(column: WordColumn): ClosedColumn {
    const own = this.indexed(column);
    const all = own.open ? [...own.parts, own.open.known] : own.parts;
    const sum = (of: keyof Part) => all.reduce((total, part) => total + part[of], 0);
    return { until: untilOf(own), documents: sum('documents'), words: sum('words') };
  }

  /** True where every row that was read is still there: what the index counts is then what there is. */
  async isWhole(column: WordColumn): Promise<boolean> {
    const own = this.indexed(column);
    if (own.whole !== undefined) return own.whole;
    const { removals } = own;
    const read = own.parts.reduce((sum, part) => sum + part.rows, own.open?.known.rows ?? 0);
    const [row] = await this.database.read(`SELECT count(*) AS n FROM ${quoted(own.table)} WHERE _seq < ${untilOf(own)}`, [], {
      weight: 0,
    });
    const whole = Number(row?.n) === read;
    if (removals === own.removals) own.whole = whole;
    return whole;
  }

  /** Call when rows of a table were removed. */
  rowsRemoved(table: string): void {
    for (const own of this.columns.values()) {
      if (own.table !== table) continue;
      own.whole = undefined;
      own.removals++;
    }
  }

  /** Takes a table's words out of the database. Call inside the transaction that drops it, and `forget` when it is through. */
  async drop(connection: DuckDBConnection, table: string): Promise<void> {
    await connection.run(`DROP TABLE IF EXISTS ${wordsTable(table)}`);
    await connection.run('DELETE FROM _oriel_parts WHERE table_name = ?', [table]);
  }

  forget(table: string): void {
    for (const key of this.columns.keys()) if (key.startsWith(`${table} `)) this.columns.delete(key);
  }

  /** Where one word occurs. */
  async postings(column: WordColumn, word: string): Promise<FoundPostings> {
    const own = this.indexed(column);
    const written = await this.written(own, `p ${word}`, async (parts) => {
      for (const row of await this.lookUp(own, 'word = ?', word)) parts[Number(row.part)] = decode(row);
    });
    return withOpen(own.open, written, (part) => part.lists.get(word)?.postings());
  }

  /** Where words follow each other. */
  async phrase(column: WordColumn, words: PhraseWord[]): Promise<FoundPostings> {
    const own = this.indexed(column);
    const key = words.map(({ word, after }) => `${after} ${word}`).join(' ');
    const written = await this.written(own, `f ${key}`, async (parts) => {
      const found = new Map<string, Map<number, Row>>();
      for (const { word } of words)
        if (!found.has(word))
          found.set(word, new Map((await this.lookUp(own, 'word = ?', word, true)).map((row) => [Number(row.part), row])));
      for (let part = 0; part < parts.length; part++) {
        const rows = words.map(({ word }) => found.get(word)?.get(part));
        if (rows.every((row) => row !== undefined)) {
          const placed = rows.map((row) => decodePlaces(row.places as Uint8Array, decode(row)));
          parts[part] = phrasePostings(placed.map((postings, at) => ({ postings, after: words[at]?.after ?? 0 })));
        }
      }
    });
    return withOpen(own.open, written, (part) => {
      const placed = words.map(({ word }) => part.lists.get(word)?.postings());
      const all = placed.filter((postings): postings is PlacedPostings => postings !== undefined);
      return all.length < words.length
        ? undefined
        : phrasePostings(all.map((postings, at) => ({ postings, after: words[at]?.after ?? 0 })));
    });
  }

  /** Rows that have any word that starts so. */
  async rowsWithPrefix(column: WordColumn, prefix: string): Promise<ClosedRows> {
    const own = this.indexed(column);
    const { length } = own.parts;
    const written = await this.cache.get(
      `b ${own.table} ${own.column} ${length} ${prefix}`,
      (value) => value.length,
      async () => {
        const bits = emptyBits(length * partRows);
        for (const row of await this.lookUp(own, 'starts_with(word, ?)', prefix)) setRows(bits, Number(row.part), decode(row));
        return bits;
      },
    );
    const until = length === own.parts.length ? untilOf(own) : length * partRows;
    const bits = emptyBits(until);
    bits.set(written.subarray(0, (length * partRows) >> 3));
    if (until > length * partRows && own.open)
      for (const [word, list] of own.open.lists) if (word.startsWith(prefix)) setRows(bits, length, list.postings());
    return { until, bits, documents: countBits(bits) };
  }

  /** Postings of the written parts, kept for the next search. */
  private written(own: Indexed, key: string, read: (parts: (Postings | undefined)[]) => Promise<void>) {
    const { length } = own.parts;
    return this.cache.get(
      `${own.table} ${own.column} ${length} ${key}`,
      (parts) => parts.reduce((sum, part) => sum + 4 * (part?.rows.length ?? 0), 0),
      async () => {
        const parts: (Postings | undefined)[] = Array.from({ length });
        if (length > 0) await read(parts);
        parts.length = length;
        return parts;
      },
    );
  }

  private async lookUp({ table, column, parts }: Indexed, condition: string, word: string, places = false): Promise<Row[]> {
    if (parts.length === 0) return [];
    return this.database.read(
      `SELECT part, documents, postings${places ? ', places' : ''} FROM ${wordsTable(table)} WHERE column_name = ? AND ${condition}`,
      [column, word],
      { weight: 0 },
    );
  }

  /** How many words each row has, by part. */
  async lengths(column: WordColumn): Promise<(Uint16Array | undefined)[]> {
    const own = this.indexed(column);
    const { length } = own.parts;
    const written = await this.cache.get(
      `l ${own.table} ${own.column} ${length}`,
      (value) => value.length * partRows * 2,
      async () => {
        const rows = await this.database.read(
          'SELECT lengths FROM _oriel_parts WHERE table_name = ? AND column_name = ? ORDER BY part',
          [own.table, own.column],
          { weight: 0 },
        );
        return rows.slice(0, length).map((row) => new Uint16Array(Uint8Array.from(row.lengths as Uint8Array).buffer));
      },
    );
    return own.open && length === own.parts.length ? [...written, own.open.lengths] : written;
  }
}

const untilOf = ({ parts, open }: Indexed) => (open?.from === parts.length * partRows ? open.next : parts.length * partRows);
