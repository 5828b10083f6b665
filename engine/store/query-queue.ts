import { EsError } from '../plan/es-error';

interface Waiting<C> {
  /** When its turn is due, on a clock that only orders. */
  dueMs: number;
  order: number;
  start: (connection: C) => void;
}

/** How much longer a request waits than one of a weight less. */
const patienceMs = 1_000;

/**
 * Hands connections out, cheapest request first: ten searches at once would make a 7 ms one take 550 ms. A costly one is overtaken only
 * by what comes within a second for each weight: under load nobody waits for ever.
 */
export class QueryQueue<C> {
  private readonly free: C[];
  private readonly waiting: Waiting<C>[] = [];
  private order = 0;

  constructor(connections: C[]) {
    this.free = [...connections];
  }

  /** Waits for a connection, runs `body`, gives it back. An aborted request leaves the queue at once. */
  run<T>(weight: number, signal: AbortSignal | undefined, body: (connection: C) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const cancelled = () => new EsError('task_cancelled_exception', 'The search was cancelled.', 400);
      if (signal?.aborted) return reject(cancelled());
      const entry: Waiting<C> = {
        dueMs: performance.now() + weight * patienceMs,
        order: this.order++,
        start: (connection) => {
          signal?.removeEventListener('abort', leave);
          body(connection)
            .then(resolve, reject)
            .finally(() => this.giveBack(connection));
        },
      };
      const leave = () => {
        const at = this.waiting.indexOf(entry);
        if (at >= 0) this.waiting.splice(at, 1);
        reject(cancelled());
      };
      signal?.addEventListener('abort', leave, { once: true });
      const connection = this.free.pop();
      if (connection) entry.start(connection);
      else this.waiting.push(entry);
    });
  }

  private giveBack(connection: C) {
    this.waiting.sort((a, b) => a.dueMs - b.dueMs || a.order - b.order);
    const next = this.waiting.shift();
    if (next) next.start(connection);
    else this.free.push(connection);
  }

  close(each: (connection: C) => void) {
    for (const connection of this.free) each(connection);
  }
}
