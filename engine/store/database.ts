import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  blobValue,
  DOUBLE,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBType,
  type DuckDBValue,
  HUGEINT,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import { EsError } from '../plan/es-error';
import { registerFunctions } from './functions';
import { QueryQueue } from './query-queue';
import { Recent } from './recent';

export type Row = Record<string, unknown>;
export type BindValue = string | number | boolean | bigint | null | string[] | number[] | Uint8Array;

export interface DatabaseOptions {
  /** Folder of the database file; `:memory:` keeps nothing. */
  dataDir: string;
  memoryLimit: string;
  threads: number;
}

export interface ReadOptions {
  signal?: AbortSignal;
  weight?: number;
  timed?: ((ms: number) => void) | undefined;
}

const readers = 2;

/** An identifier as SQL writes it. */
export const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;

/** What is being sent, before it is attached. */
export const unfinished = '.part';

/** The one DuckDB of this process: a writer, two readers, no access to anything outside its folder. */
export class Database {
  private constructor(
    private readonly instance: DuckDBInstance,
    readonly writer: DuckDBConnection,
    /** Where attached files lie; undefined in memory. */
    private readonly attachedDir: string | undefined,
    private readonly queue: QueryQueue<DuckDBConnection>,
  ) {}

  static async open({ dataDir, memoryLimit, threads }: DatabaseOptions): Promise<Database> {
    const inMemory = dataDir === ':memory:';
    if (!inMemory && !existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = inMemory ? ':memory:' : path.join(dataDir, 'engine.duckdb');
    const instance = await openFile(file, {
      threads: String(threads),
      memory_limit: memoryLimit,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      checkpoint_threshold: '256MB',
      // the first that has zstd; columns of texts of later ones are slower to read a few rows of. Files of before keep theirs
      storage_compatibility_version: 'v1.2.0',
      preserve_insertion_order: 'true',
      ...(inMemory ? {} : { temp_directory: path.join(dataDir, 'spill') }),
    });
    const connect = async () => {
      const connection = await instance.connect();
      await connection.run("SET TimeZone = 'UTC'");
      return connection;
    };
    const writer = await connect();
    const pool = await Promise.all(Array.from({ length: readers }, connect));
    registerFunctions(writer);
    const attachedDir = inMemory ? undefined : openAttached(path.resolve(dataDir, 'attached'));
    if (attachedDir) await writer.run(`SET allowed_directories = ['${attachedDir.replaceAll("'", "''")}/']`);
    // what is only kept while the process lives (store/kept-time.ts)
    await writer.run("ATTACH ':memory:' AS kept");
    await writer.run('SET enable_external_access = false');
    await writer.run('SET lock_configuration = true');
    return new Database(instance, writer, attachedDir, new QueryQueue(pool));
  }

  /** The path of an attached file. Throws where nothing is kept. */
  attachedFile(file: string): string {
    if (!this.attachedDir) throw new EsError('illegal_argument_exception', 'An engine in memory attaches no files.', 400);
    return path.join(this.attachedDir, file);
  }

  forgetFile(file: string): void {
    rmSync(this.attachedFile(file), { force: true });
  }

  /**
   * Runs one read. `weight` orders the queue: cheapest first, and each weight is a second. `timed` hears how long it ran, in milliseconds
   * without its waiting. Throws `task_cancelled_exception` on abort.
   */
  read(sql: string, parameters: BindValue[] = [], { signal, weight = 1, timed }: ReadOptions = {}): Promise<Row[]> {
    return this.queue.run(weight, signal, async (connection) => {
      const startedMs = performance.now();
      const rows = await readRows(connection, sql, parameters, signal);
      timed?.(performance.now() - startedMs);
      return rows;
    });
  }

  private writing = false;

  /**
   * Statements of one transaction on the writer; the caller serialises writers. Inside another `write` they belong to that one. `meanwhile`
   * runs while the transaction is committed, unless it belongs to another; it must not throw.
   */
  async write<T>(body: (connection: DuckDBConnection) => Promise<T>, meanwhile?: () => void): Promise<T> {
    if (this.writing) return body(this.writer);
    this.writing = true;
    try {
      return await this.transaction(body, meanwhile);
    } finally {
      this.writing = false;
    }
  }

  private async transaction<T>(body: (connection: DuckDBConnection) => Promise<T>, meanwhile?: () => void): Promise<T> {
    await this.writer.run('BEGIN TRANSACTION');
    try {
      const result = await body(this.writer);
      const committed = this.writer.run('COMMIT');
      meanwhile?.();
      await committed;
      return result;
    } catch (error) {
      await this.writer.run('ROLLBACK').catch(() => undefined);
      throw toEsError(error, 'write');
    }
  }

  /** Brings the log into the file. Call while nothing is written. */
  async checkpoint(): Promise<void> {
    try {
      await this.writer.run('CHECKPOINT');
    } catch (error) {
      throw toEsError(error, 'write');
    }
  }

  close(): void {
    this.queue.close((connection) => connection.closeSync());
    this.writer.closeSync();
    this.instance.closeSync();
  }
}

/** The folder of attached files; what was only half sent is taken away. */
function openAttached(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(folder)) if (file.endsWith(unfinished)) rmSync(path.join(folder, file));
  return folder;
}

const lockedElsewhere = (file: string, cause: unknown) =>
  new Error(`Another process uses ${file}. Two engines cannot share one folder.`, { cause });
const isLocked = (error: unknown) => String((error as Error).message).includes('lock');

async function openFile(file: string, settings: Record<string, string>): Promise<DuckDBInstance> {
  if (existsSync(`${file}.wal`)) await replayLog(file, settings);
  try {
    return await DuckDBInstance.create(file, settings);
  } catch (error) {
    throw isLocked(error) ? lockedElsewhere(file, error) : error;
  }
}

/**
 * Brings what a killed process left in the log into the file. DuckDB does so itself when it opens a file, but not where a column changed
 * its type by an expression: it then has no database in which to look functions up ("no default database set"). Attached to another one it
 * has. Where this fails for want of room, the file is opened as it is.
 */
async function replayLog(file: string, settings: Record<string, string>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  try {
    await connection.run(`ATTACH '${file.replaceAll("'", "''")}' AS left_behind`);
    await connection.run('CHECKPOINT left_behind');
    await connection.run('DETACH left_behind');
  } catch (error) {
    if (isLocked(error)) throw lockedElsewhere(file, error);
    process.stderr.write(`The log of ${file} was not brought into it yet: ${(error as Error).message}\n`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const bind = (value: BindValue): DuckDBValue =>
  value instanceof Uint8Array
    ? blobValue(value)
    : Array.isArray(value)
      ? listValue(value as DuckDBValue[])
      : typeof value === 'number' && Number.isSafeInteger(value)
        ? BigInt(value)
        : value;

/** Whole numbers bind as BIGINT, so that comparing them with a column casts no column. */
function typeOf(value: BindValue): DuckDBType {
  if (value instanceof Uint8Array) return BLOB;
  if (Array.isArray(value)) return LIST(typeof value[0] === 'number' ? DOUBLE : VARCHAR);
  if (typeof value === 'bigint') return value > 9223372036854775807n || value < -9223372036854775808n ? HUGEINT : BIGINT;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BIGINT : DOUBLE;
  return typeof value === 'boolean' ? BOOLEAN : VARCHAR;
}

const [mostStatements, longestStatement] = [128, 20_000];
/** Statements by connection; prepared is what was asked twice. */
const statements = new WeakMap<DuckDBConnection, Recent<DuckDBPreparedStatement | 'once'>>();

function statementsOf(connection: DuckDBConnection) {
  const known =
    statements.get(connection) ??
    new Recent<DuckDBPreparedStatement | 'once'>(mostStatements, (statement) => statement !== 'once' && statement.destroySync());
  statements.set(connection, known);
  return known;
}

/** Runs a statement. One that comes again is not planned again, which is a third of what a short one costs. */
async function runAgain(connection: DuckDBConnection, sql: string, values: DuckDBValue[], types: DuckDBType[]) {
  if (!sql.startsWith('SELECT') || sql.length > longestStatement) return connection.runAndReadAll(sql, values, types);
  const known = statementsOf(connection);
  const before = known.get(sql);
  if (before === undefined) {
    known.set(sql, 'once', 1);
    return connection.runAndReadAll(sql, values, types);
  }
  const prepared = before === 'once' ? await connection.prepare(sql) : before;
  if (before === 'once') known.set(sql, prepared, 1);
  prepared.bind(values, types);
  return prepared.runAndReadAll();
}

/** Rows as plain objects: safe integers as numbers (others as bigint), timestamps as epoch milliseconds. */
export async function readRows(connection: DuckDBConnection, sql: string, parameters: BindValue[], signal?: AbortSignal): Promise<Row[]> {
  const stop = () => connection.interrupt();
  signal?.addEventListener('abort', stop);
  try {
    const reader = await runAgain(connection, sql, parameters.map(bind), parameters.map(typeOf));
    const names = reader.deduplicatedColumnNames();
    const columns = reader.getColumnsJS();
    return Array.from({ length: reader.currentRowCount }, (_, at) => {
      const row: Row = {};
      for (let place = 0; place < names.length; place++) row[names[place] as string] = plain(columns[place]?.[at]);
      return row;
    });
  } catch (error) {
    if (signal?.aborted) throw new EsError('task_cancelled_exception', 'The search was cancelled.', 400);
    throw toEsError(error);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

const tooLittleMemory = {
  read: 'The request needs more memory than the engine may use. Ask for a shorter time or fewer buckets.',
  // A column that is appended to holds a block of 256 kB and one for what is missing.
  write:
    'The write needs more memory than the engine may use: about half a megabyte for each field of the index. Map fewer fields, or raise ENGINE_MEMORY_LIMIT.',
};

function toEsError(error: unknown, doing: 'read' | 'write' = 'read'): Error {
  if (error instanceof EsError) return error;
  const text = String((error as Error)?.message ?? error);
  if (/out of memory|memory limit|failed to allocate|could not allocate/i.test(text)) {
    return new EsError('circuit_breaking_exception', tooLittleMemory[doing], 429, { durability: 'TRANSIENT' });
  }
  if (/no space left|disk full|disk quota/i.test(text))
    return new EsError(
      'cluster_block_exception',
      'blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]: the disk is full and nothing was written. Free space and send it again.',
      429,
    );
  if (/IO Error/i.test(text)) {
    process.stderr.write(`${text}\n`);
    return new EsError('cluster_block_exception', 'The engine cannot read or write its files; its log says why.', 429);
  }
  return new EsError('search_phase_execution_exception', text.slice(0, 500), 400);
}
