import type { AddressInfo } from 'node:net';
import { createEngineServer } from './http/server';
import { Catalog } from './store/catalog';
import { Database } from './store/database';

/** An engine in memory on a free loopback port, for tests. `nowMs` is its clock; searches get `searchTimeoutMs`, SQL `sqlTimeoutMs`. `keepAll` keeps what is found out of closed time however little it cost. */
export async function openTestEngine({
  nowMs = Date.now,
  searchTimeoutMs = 10_000,
  sqlTimeoutMs = 5_000,
  memoryLimit = '512MB',
  keepAll = false,
} = {}): Promise<{ url: string; close(): Promise<void> }> {
  const database = await Database.open({ dataDir: ':memory:', memoryLimit, threads: 2 });
  const limits = { sqlRows: 1_000, sqlTimeoutMs, searchTimeoutMs };
  const catalog = await Catalog.open(database);
  if (keepAll) catalog.kept.worth.documents = 0;
  const server = createEngineServer({ catalog, nowMs, limits });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      database.close();
    },
  };
}

/** Deterministic numbers in [0, 1): mulberry32 over a 32-bit seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
