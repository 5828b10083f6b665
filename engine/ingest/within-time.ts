import { Script } from 'node:vm';

const entry = Symbol.for('oriel.engine.timed');
const script = new Script(`globalThis[Symbol.for('oriel.engine.timed')]()`);
const host = globalThis as unknown as Record<symbol, (() => void) | undefined>;

/** How long one document's pipelines may take. */
export const mostMsPerDocument = 2_000;
/** So long a watch is kept: setting one costs as much as several documents. */
const watchMs = 100;

const isTimeout = (error: unknown) => (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * Calls `each` for 0 … count - 1. An expression that backtracks without end cannot be stopped from inside, so the calls run under a
 * watch that ends the one that takes longer than `mostMsPerDocument`; `late` is told its place, and the rest goes on.
 */
export function eachWithinTime(count: number, each: (at: number) => void, late: (at: number) => void): void {
  let at = 0;
  const run = () => {
    const until = performance.now() + watchMs;
    while (at < count && performance.now() < until) {
      each(at);
      at++;
    }
  };
  while (at < count) {
    host[entry] = run;
    try {
      script.runInThisContext({ timeout: mostMsPerDocument + watchMs });
    } catch (error) {
      if (!isTimeout(error)) throw error;
      late(at);
      at++;
    } finally {
      host[entry] = undefined;
    }
  }
}
