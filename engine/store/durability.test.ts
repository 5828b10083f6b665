import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomFrom } from '../testing';
import { freePort, testProcess } from '../testing-process';
import { chunkRows } from './chunk-column';

const engine = testProcess('killed');
/** `KILL_ROUNDS=100` for a long run. */
const rounds = Number(process.env.KILL_ROUNDS ?? 6);

beforeAll(engine.make);
afterAll(engine.remove);

type Json = Record<string, unknown>;

/** One request; undefined where the engine did not acknowledge it. */
async function ask(port: number, method: string, route: string, body?: unknown): Promise<Json | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${route}`, {
      method,
      headers: { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Json;
    return response.ok && answer.errors !== true ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** One request that must be answered. */
async function found(port: number, method: string, route: string, body?: unknown): Promise<Json> {
  const answer = await ask(port, method, route, body);
  if (!answer) throw new Error(`${method} ${route} was not answered`);
  return answer;
}

/** Operations of a bulk: some are so long that they go to disk in two steps. */
const operationsOf = (bulk: number) => (bulk % 9 === 8 ? 3_000 : 100);
const perRound = 20;

/** What was acknowledged, and what was asked for when the engine was killed: that may be there or not, but never half. */
class Ledger {
  readonly bulks = new Set<number>();
  readonly doubtfulBulks = new Set<number>();
  readonly versions = new Map<string, number>();
  readonly removed = new Set<string>();
  readonly doubtful = new Set<string>();
  readonly fields = new Set<string>();
  readonly rolled: string[] = [];
  bulk = 0;
  field = 0;
}

interface Step {
  run: (port: number) => Promise<Json | undefined>;
  /** Called with the answer; undefined means that the engine went away. */
  note: (answer: Json | undefined) => void;
}

function bulkStep(ledger: Ledger): Step {
  const number = ledger.bulk++;
  // every second bulk brings lists where the one before it had single values
  const tags = `"tags_${(number >> 1) % 300}":${number % 2 === 0 ? '"x"' : '["x","y"]'}`;
  const lines = Array.from(
    { length: operationsOf(number) },
    (_, n) => `{"create":{"_id":"${number}-${n}"}}\n{"bulk":${number},"n":${n},"dynamic_${number % 11}":"x",${tags}}\n`,
  );
  return {
    run: (port) => ask(port, 'POST', '/kill-bulk/_bulk', lines.join('')),
    note: (answer) => (answer ? ledger.bulks : ledger.doubtfulBulks).add(number),
  };
}

function updateStep(ledger: Ledger, id: string): Step {
  const version = (ledger.versions.get(id) ?? 0) + 1;
  return {
    run: (port) => ask(port, 'POST', `/kill-updates/_update/${id}`, { doc: { version }, doc_as_upsert: true }),
    note: (answer) => {
      if (!answer) ledger.doubtful.add(id);
      else {
        ledger.versions.set(id, version);
        ledger.removed.delete(id);
        ledger.doubtful.delete(id);
      }
    },
  };
}

function deleteStep(ledger: Ledger, id: string): Step {
  return {
    run: (port) => ask(port, 'DELETE', `/kill-updates/_doc/${id}`),
    note: (answer) => {
      if (!answer) ledger.doubtful.add(id);
      else {
        ledger.removed.add(id);
        ledger.doubtful.delete(id);
      }
    },
  };
}

function mappingStep(ledger: Ledger): Step {
  const name = `field_${ledger.field++}`;
  return {
    run: (port) => ask(port, 'PUT', '/kill-updates/_mapping', { properties: { [name]: { type: 'keyword' } } }),
    note: (answer) => {
      if (answer) ledger.fields.add(name);
    },
  };
}

function rolloverStep(ledger: Ledger): Step {
  return {
    run: (port) => ask(port, 'POST', '/kill-rolled/_rollover', {}),
    note: (answer) => {
      if (answer) ledger.rolled.push(String(answer.new_index));
    },
  };
}

function pickStep(ledger: Ledger, random: () => number): Step {
  const id = `d${Math.floor(random() * perRound)}`;
  const kind = random();
  if (kind < 0.35) return bulkStep(ledger);
  if (kind < 0.6) return updateStep(ledger, id);
  // an unknown document cannot be deleted
  if (kind < 0.75)
    return ledger.versions.has(id) && !ledger.removed.has(id) && !ledger.doubtful.has(id) ? deleteStep(ledger, id) : updateStep(ledger, id);
  return kind < 0.9 ? mappingStep(ledger) : rolloverStep(ledger);
}

async function checkBulks(port: number, ledger: Ledger) {
  const answer = await found(port, 'POST', '/kill-bulk/_search', { size: 0, aggs: { bulks: { terms: { field: 'bulk', size: 65_000 } } } });
  const { buckets } = (answer.aggregations as { bulks: { buckets: { key: number; doc_count: number }[] } }).bulks;
  const counts = new Map(buckets.map((bucket) => [bucket.key, bucket.doc_count]));
  expect([...ledger.bulks].filter((number) => counts.get(number) !== operationsOf(number))).toEqual([]);
  // what was not acknowledged is there by whole steps
  const mayBe = (number: number, count: number) => [chunkRows, operationsOf(number)].includes(count) && ledger.doubtfulBulks.has(number);
  expect([...counts].filter(([number, count]) => !ledger.bulks.has(number) && !mayBe(number, count))).toEqual([]);
}

async function checkDocuments(port: number, ledger: Ledger) {
  for (const [id, version] of ledger.versions) {
    if (ledger.doubtful.has(id)) {
      // what was asked for last may have been done: from here on the engine says what is
      const answer = await ask(port, 'GET', `/kill-updates/_source/${id}`);
      if (answer) {
        expect([version, version + 1]).toContain(answer.version);
        ledger.versions.set(id, Number(answer.version));
        ledger.removed.delete(id);
      } else ledger.removed.add(id);
      ledger.doubtful.delete(id);
      continue;
    }
    const answer = await ask(port, 'GET', `/kill-updates/_source/${id}`);
    if (ledger.removed.has(id)) expect(answer, id).toBeUndefined();
    else expect(answer?.version, id).toBe(version);
  }
}

async function checkMappings(port: number, ledger: Ledger) {
  const answer = await found(port, 'GET', '/kill-updates/_mapping');
  const { properties } = (answer['kill-updates'] as { mappings: { properties: Json } }).mappings;
  expect([...ledger.fields].filter((name) => properties[name] === undefined)).toEqual([]);
  const aliases = (await ask(port, 'GET', '/_alias/kill-rolled')) as Record<
    string,
    { aliases: Record<string, { is_write_index?: boolean }> }
  >;
  expect(ledger.rolled.filter((name) => aliases[name] === undefined)).toEqual([]);
  expect(Object.values(aliases).filter((entry) => entry.aliases['kill-rolled']?.is_write_index === true)).toHaveLength(1);
}

test(
  `kill -9 during bulks, updates, deletions, mapping changes and rollovers, ${rounds} rounds: what was acknowledged is there, nothing is half`,
  async () => {
    const ledger = new Ledger();
    const random = randomFrom(20_261_124);
    let acknowledged = 0;
    for (let round = 0; round <= rounds; round++) {
      const port = await freePort();
      const child = await engine.start(port, '512MB');
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (round === 0) {
        await ask(port, 'PUT', '/kill-updates', { settings: { 'index.mapping.total_fields.limit': 5_000 } });
        await ask(port, 'PUT', '/kill-rolled-000001', { aliases: { 'kill-rolled': { is_write_index: true } } });
        await bulkAndNote(port, ledger);
      } else {
        await checkBulks(port, ledger);
        await checkDocuments(port, ledger);
        await checkMappings(port, ledger);
      }
      const kill = setTimeout(() => child.kill('SIGKILL'), round === rounds ? 0 : 60 + Math.floor(random() * 500));
      const client = async () => {
        for (;;) {
          const step = pickStep(ledger, random);
          const answer = await step.run(port);
          step.note(answer);
          if (!answer) return;
          acknowledged++;
        }
      };
      await client();
      clearTimeout(kill);
      await gone;
    }
    console.log(
      `${acknowledged} operations were acknowledged: ${ledger.bulks.size} bulks, ${ledger.fields.size} fields, ${ledger.rolled.length} rollovers`,
    );
    expect(acknowledged).toBeGreaterThan(rounds);
  },
  60_000 + rounds * 5_000,
);

async function bulkAndNote(port: number, ledger: Ledger) {
  const step = bulkStep(ledger);
  step.note(await step.run(port));
}

test('a second process on the same folder is refused', async () => {
  const port = await freePort();
  const child = await engine.start(port, '512MB');
  const second = spawn(process.execPath, [engine.bundle, '--port', String(await freePort()), '--data', engine.folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  second.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  child.kill('SIGKILL');
  expect(code).toBe(1);
  expect(words).toMatch(/Another process uses/);
}, 30_000);
