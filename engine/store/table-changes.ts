import { type Database, quoted } from './database';

/** What happened to the documents of each table, as far as it matters to what was found out about it. */
export class TableChanges {
  private readonly generations = new Map<string, number>();
  private readonly removals = new Map<string, number>();
  /** Whether all rows lie at the place of their number, where somebody looked. */
  private readonly inPlace = new Map<string, boolean>();

  constructor(private readonly database: Database) {}

  /** Grows with every change of a table's documents, mapping, settings or aliases. */
  generationOf(table: string): number {
    return this.generations.get(table) ?? 0;
  }

  /** Grows whenever documents are taken out of a table. */
  removalsOf(table: string): number {
    return this.removals.get(table) ?? 0;
  }

  /** True where each document lies at the place of its sequence number: none was ever taken out. */
  async isInPlace(table: string): Promise<boolean> {
    const known = this.inPlace.get(table);
    if (known !== undefined) return known;
    const before = this.removalsOf(table);
    const [row] = await this.database.read(`SELECT bool_and(rowid = _seq) AS every FROM ${quoted(table)}`, [], { weight: 0 });
    if (before !== this.removalsOf(table) || this.inPlace.has(table)) return this.inPlace.get(table) ?? false;
    this.inPlace.set(table, row?.every === true);
    return row?.every === true;
  }

  /** Call before documents are taken out. */
  removing(table: string): void {
    this.inPlace.set(table, false);
  }

  /** Call when a change of documents did not come about. */
  failed(table: string): void {
    this.inPlace.delete(table);
  }

  /** Call when a change is through. */
  done(table: string, { removed = false } = {}): void {
    this.generations.set(table, this.generationOf(table) + 1);
    if (removed) this.removals.set(table, this.removalsOf(table) + 1);
  }
}
