import { EsError } from '../plan/es-error';
import type { Database, Row } from './database';

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
  rows: number;
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

/** A map that forgets what was not asked for longest, once all weigh more than `most`. */
class Recent<T> {
  private readonly entries = new Map<string, { value: T; weight: number }>();
  private total = 0;

  constructor(
    private readonly most: number,
    private readonly forgotten: (value: T) => void = () => undefined,
  ) {}

  get(key: string): T | undefined {
    const found = this.entries.get(key);
    if (!found) return undefined;
    this.entries.delete(key);
    this.entries.set(key, found);
    return found.value;
  }

  set(key: string, value: T, weight: number): void {
    this.delete(key);
    this.entries.set(key, { value, weight });
    this.total += weight;
    for (const oldest of this.entries.keys()) {
      if (this.total <= this.most) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.total -= entry.weight;
    this.forgotten(entry.value);
  }
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
   * Only so large tables are worth it, and questions over so many documents, or that took so long to answer: others are asked anew each
   * time. Documents tell more than time, which a busy machine makes long.
   */
  readonly worth = { tableDocuments: 50_000, documents: 200_000, ms: 150 };
  readonly buckets = new Recent<KeptBuckets>(mostBucketRows);
  readonly asked = new Recent<Asked>(mostQuestions);
  private readonly parts = new Recent<Lent>(mostPartRows, (part) => this.drop(part));
  private tables = 0;

  constructor(private readonly database: Database) {}

  isWorth({ tookMs, documents }: Pick<Asked, 'tookMs' | 'documents'>): boolean {
    return documents >= this.worth.documents || tookMs >= this.worth.ms;
  }

  partsOf(key: string): KeptParts | undefined {
    return this.parts.get(key);
  }

  forgetParts(key: string): void {
    this.parts.delete(key);
  }

  /** Keeps what a SELECT answers. Undefined where that is too much, or more than there is memory for. */
  async keepParts(
    key: string,
    select: { sql: string; parameters: Parameters<Database['read']>[1] },
    span: Pick<KeptParts, 'fromMs' | 'toMs' | 'state'>,
    signal?: AbortSignal,
  ): Promise<KeptParts | undefined> {
    const table = `kept.main.p${this.tables++}`;
    const limited = `SELECT * FROM (${select.sql}) LIMIT ${mostRowsOfOne + 1}`;
    const made = await this.database
      .read(`CREATE TABLE ${table} AS ${limited}`, select.parameters, { ...(signal ? { signal } : {}) })
      .catch((error) => {
        if (error instanceof EsError && error.type === 'circuit_breaking_exception') return undefined;
        throw error;
      });
    if (!made) return undefined;
    const part: Lent = { ...span, table, rows: Number(made[0]?.Count ?? 0), users: 0, dropped: false };
    if (part.rows > mostRowsOfOne) {
      this.drop(part);
      return undefined;
    }
    this.parts.set(key, part, part.rows + 1_000);
    return part;
  }

  /** Reads parts; they are there until that is done. */
  async use<T>(part: KeptParts, read: () => Promise<T>): Promise<T> {
    const lent = part as Lent;
    lent.users++;
    try {
      return await read();
    } finally {
      lent.users--;
      if (lent.dropped) this.drop(lent);
    }
  }

  private drop(part: Lent): void {
    part.dropped = true;
    if (part.users === 0) this.database.read(`DROP TABLE IF EXISTS ${part.table}`).catch(() => undefined);
  }
}
