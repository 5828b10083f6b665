import { EsError } from '../plan/es-error';
import { type Database, quoted, type Row } from './database';
import { Recent } from './recent';

/** How a table was when something was found out about it: rows come with higher numbers, and only removals change the ones below. */
export interface TableState {
  nextSeq: number;
  removals: number;
}

/** Buckets of a time histogram that were whole: those that begin at `fromMs` or later and before `toMs`. */
export interface KeptBuckets {
  fromMs: number;
  toMs: number;
  state: TableState;
  /** Rows by the instant at which their bucket begins. */
  rows: Map<number, Row[]>;
}

/** Parts of buckets over a stretch of time, in a table in memory. */
export interface KeptParts {
  table: string;
  fromMs: number;
  toMs: number;
  state: TableState;
}

/** What a question cost over which span, when the documents answered it. */
export interface Asked {
  tookMs: number;
  /** In its buckets, near enough. */
  documents: number;
  fromMs: number;
  toMs: number;
  /** Parts of it were too many to be kept. */
  tooMany?: boolean;
}

interface Lent extends KeptParts {
  users: number;
  dropped: boolean;
}

const [mostBucketRows, mostPartRows, mostQuestions] = [200_000, 1_000_000, 2_000];
/** Parts of one question. */
const mostRowsOfOne = 250_000;

/**
 * What is kept of time that is over, by question: buckets in memory, parts in tables of a database in memory, which counts to the limit.
 * What does not hold any more is for the caller to find out and to forget.
 */
export class KeptTime {
  /**
   * Only questions over so many documents are worth it, or that took so long to answer: others are asked anew each time. Documents tell
   * more than time, which a busy machine makes long.
   */
  readonly worth = { documents: 200_000, ms: 150 };
  readonly buckets = new Recent<KeptBuckets>(mostBucketRows);
  readonly asked = new Recent<Asked>(mostQuestions);
  private readonly parts = new Recent<Lent>(mostPartRows, (part) => this.drop(part));
  private readonly earliest = new Recent<Promise<number>>(mostQuestions);
  private readonly inMaking = new Set<string>();
  private tables = 0;

  constructor(private readonly database: Database) {}

  isWorth({ tookMs, documents }: Pick<Asked, 'tookMs' | 'documents'>): boolean {
    return documents >= this.worth.documents || tookMs >= this.worth.ms;
  }

  /** The earliest instant in a column of all rows that came between two states of a table; minus infinity where rows were taken out. */
  earliestBetween(table: string, column: string, then: TableState, now: TableState): Promise<number> {
    if (then.removals !== now.removals) return Promise.resolve(Number.NEGATIVE_INFINITY);
    if (then.nextSeq === now.nextSeq) return Promise.resolve(Number.POSITIVE_INFINITY);
    const key = `${table} ${column} ${then.nextSeq} ${now.nextSeq}`;
    const known = this.earliest.get(key);
    if (known) return known;
    const sql = `SELECT min(${column}) AS low FROM ${quoted(table)} WHERE _seq >= ?`;
    const asked = this.database.read(sql, [then.nextSeq], { weight: 0 }).then(
      ([row]) => (typeof row?.low === 'number' ? row.low : Number.POSITIVE_INFINITY),
      (error) => {
        this.earliest.delete(key);
        throw error;
      },
    );
    this.earliest.set(key, asked, 1);
    return asked;
  }

  /** Parts of a question, which are there until they are given back. */
  borrowParts(key: string): KeptParts | undefined {
    const part = this.parts.get(key);
    if (part) part.users++;
    return part;
  }

  giveBack(part: KeptParts): void {
    const lent = part as Lent;
    lent.users--;
    if (lent.dropped) this.drop(lent);
  }

  /**
   * Keeps what a SELECT answers, in place of what was kept before, and lends it. `none` where somebody else is at it, `too-many` where it
   * is more than there is room for.
   */
  async keepParts(
    key: string,
    select: { sql: string; parameters: Parameters<Database['read']>[1] },
    span: Pick<KeptParts, 'fromMs' | 'toMs' | 'state'>,
    signal: AbortSignal,
  ): Promise<KeptParts | 'none' | 'too-many'> {
    if (this.inMaking.has(key)) return 'none';
    this.inMaking.add(key);
    try {
      const table = `kept.main.p${this.tables++}`;
      const limited = `SELECT * FROM (${select.sql}) LIMIT ${mostRowsOfOne + 1}`;
      const [made] = await this.database.read(`CREATE TABLE ${table} AS ${limited}`, select.parameters, { signal });
      const rows = Number(made?.Count ?? 0);
      const part: Lent = { ...span, table, users: 0, dropped: false };
      if (rows > mostRowsOfOne) {
        this.drop(part);
        return 'too-many';
      }
      part.users++;
      this.parts.set(key, part, rows + 1_000);
      return part;
    } catch (error) {
      if (error instanceof EsError && error.type === 'circuit_breaking_exception') return 'too-many';
      throw error;
    } finally {
      this.inMaking.delete(key);
    }
  }

  private drop(part: Lent): void {
    part.dropped = true;
    if (part.users === 0) this.database.read(`DROP TABLE IF EXISTS ${part.table}`).catch(() => undefined);
  }
}
