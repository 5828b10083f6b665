/** Searches in flight at once, over all callers: the cluster's own queue is no place to wait. */
const maxSearchesInFlight = 6;
export const searchTimeoutMs = 30_000;
/** A read whose connection broke is asked once more: it changes nothing, and an idle connection may close as it is used. */
export const readRetries = 1;
export const sqlTimeoutMs = 30_000;
export const sqlMaxRows = 5_000;

/** First come, first served; a waiter that is aborted leaves the line. */
export class Semaphore {
  private free: number;
  private readonly line: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  async run<T>(signal: AbortSignal | undefined, body: () => Promise<T>): Promise<T> {
    await this.enter(signal);
    try {
      return await body();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.free++;
    }
  }

  private enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const at = this.line.indexOf(go);
        if (at >= 0) this.line.splice(at, 1);
        reject(signal?.reason);
      };
      this.line.push(go);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}

/** All searches of this process wait here for their turn. */
export const inFlight = new Semaphore(maxSearchesInFlight);
