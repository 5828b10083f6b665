/** A row and what it scores. */
export interface ScoredRow {
  seq: number;
  score: number;
}

const before = (a: ScoredRow, b: ScoredRow) => a.score > b.score || (a.score === b.score && a.seq < b.seq);

/** The best `most` rows that were offered, as a heap whose root is the worst of them. */
export class BestRows {
  private readonly heap: ScoredRow[] = [];

  constructor(private readonly most: number) {}

  /** Scores below it, or equal, are not worth offering: rows come in ascending order. */
  get threshold(): number {
    return this.heap.length < this.most ? 0 : (this.heap[0]?.score ?? Number.POSITIVE_INFINITY);
  }

  offer(row: ScoredRow): void {
    const { heap } = this;
    if (heap.length < this.most) {
      heap.push(row);
      this.rise(heap.length - 1);
    } else if (heap[0] && before(row, heap[0])) {
      heap[0] = row;
      this.sink();
    }
  }

  private rise(from: number) {
    const { heap } = this;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      const [own, above] = [heap[at] as ScoredRow, heap[parent] as ScoredRow];
      if (!before(above, own)) return;
      [heap[at], heap[parent], at] = [above, own, parent];
    }
  }

  private sink() {
    const { heap } = this;
    for (let at = 0; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && before(heap[worst] as ScoredRow, heap[child] as ScoredRow)) worst = child;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst] as ScoredRow, heap[at] as ScoredRow];
      at = worst;
    }
  }

  /** Best first; of equal scores the earlier row. */
  sorted(): ScoredRow[] {
    return [...this.heap].sort((a, b) => (before(a, b) ? -1 : 1));
  }
}
