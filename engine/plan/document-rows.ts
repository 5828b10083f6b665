/**
 * Documents on their way into a table, column by column: the n-th of `ids`, `seqs`, `versions`, `sources` and of each list of values are
 * one row. A list ends where no later row has a value, and has holes.
 */
export class DocumentRows {
  readonly ids: string[] = [];
  readonly seqs: number[] = [];
  readonly versions: number[] = [];
  readonly sources: string[] = [];
  /** By physical column. */
  readonly values = new Map<string, unknown[]>();
  private readonly dropped = new Set<number>();
  private unfinished = false;

  /** The place of the document that is being read. */
  get place(): number {
    return this.ids.length;
  }

  /** Call before a document's values are set: what one before it left that did not become a row is forgotten. */
  begin(): void {
    if (this.unfinished) for (const list of this.values.values()) if (list.length > this.place) list.length = this.place;
    this.unfinished = true;
  }

  /** The values of a column: set the one at `place`. */
  list(column: string): unknown[] {
    const known = this.values.get(column);
    if (known) return known;
    const list: unknown[] = [];
    this.values.set(column, list);
    return list;
  }

  /** Makes what was set since `begin` a row. Returns its place. */
  add(id: string, seq: number, version: number, source: string): number {
    this.unfinished = false;
    this.seqs.push(seq);
    this.versions.push(version);
    this.sources.push(source);
    return this.ids.push(id) - 1;
  }

  /** Takes a row out again. The others keep their places. */
  drop(place: number): void {
    this.dropped.add(place);
  }

  get count(): number {
    return this.ids.length - this.dropped.size;
  }

  /** The rows that were not taken out. */
  kept(): DocumentRows {
    this.begin();
    if (this.dropped.size === 0) return this;
    const rows = new DocumentRows();
    this.ids.forEach((id, place) => {
      if (this.dropped.has(place)) return;
      for (const [column, list] of this.values) if (list[place] !== undefined) rows.list(column)[rows.place] = list[place];
      rows.add(id, this.seqs[place] as number, this.versions[place] as number, this.sources[place] as string);
    });
    return rows;
  }
}
