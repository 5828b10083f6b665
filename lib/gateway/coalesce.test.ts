import { describe, expect, test } from 'vitest';
import { Coalescer } from './coalesce';
import { Semaphore } from './limits';

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('requests in flight', () => {
  test('identical ones are one, and it lives until the last who waits has gone', async () => {
    const coalescer = new Coalescer<number>();
    let started = 0;
    let aborted = false;
    const start = (signal: AbortSignal) => {
      started++;
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return new Promise<number>(() => undefined);
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const waits = [coalescer.run('k', first.signal, start), coalescer.run('k', second.signal, start)].map((wait) =>
      wait.catch(() => 'gone'),
    );
    expect(started).toBe(1);
    first.abort();
    await tick();
    expect(aborted).toBe(false);
    second.abort();
    await tick();
    expect(aborted).toBe(true);
    expect(await Promise.all(waits)).toEqual(['gone', 'gone']);
  });

  test('never more at once than allowed', async () => {
    const semaphore = new Semaphore(2);
    let now = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        semaphore.run(undefined, async () => {
          most = Math.max(most, ++now);
          await tick();
          now--;
        }),
      ),
    );
    expect(most).toBe(2);
  });
});
