import { expect, test, vi } from 'vitest';
import { QueryQueue } from './query-queue';

test('the cheapest goes first, but a costly one is not overtaken for ever', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const queue = new QueryQueue(['only']);
  const done: string[] = [];
  let release = () => {};
  const first = queue.run(0, undefined, () => new Promise<void>((resolve) => (release = resolve)));
  const run = (name: string, weight: number) => queue.run(weight, undefined, async () => void done.push(name));
  const all = [run('costly', 3), run('middle', 1), run('cheap', 0)];
  vi.advanceTimersByTime(4_000);
  all.push(run('late and cheap', 0));
  release();
  await Promise.all([first, ...all]);
  expect(done).toEqual(['cheap', 'middle', 'costly', 'late and cheap']);
  vi.useRealTimers();
});

test('a request that is given up leaves the queue', async () => {
  const queue = new QueryQueue(['only']);
  let release = () => {};
  const first = queue.run(0, undefined, () => new Promise<void>((resolve) => (release = resolve)));
  const gone = new AbortController();
  const second = queue.run(0, gone.signal, async () => 'never');
  gone.abort();
  await expect(second).rejects.toThrow(/cancelled/);
  release();
  await first;
});
