import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine } from './testing';

/** Bulks so long that they go to disk in several steps. */
let engine: Awaited<ReturnType<typeof openTestEngine>>;

beforeAll(async () => {
  engine = await openTestEngine();
});

afterAll(() => engine.close());

interface Item {
  _id: string;
  _version: number;
  _seq_no: number;
  status: number;
  result: string;
  error?: { type: string };
}

async function ask(path: string, body: string | object) {
  const response = await fetch(engine.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return (await response.json()) as { items: Record<string, Item>[]; hits: { hits: Record<string, unknown>[] } };
}

/** Operations on few ids, so that a step meets what an earlier one wrote; fields and lists come up along the way, and bad documents. */
const operations = Array.from({ length: 7_000 }, (_, at): [action: object, document?: object] => {
  const _id = `d${(at * 37) % 1_500}`;
  if (at % 11 === 3) return [{ delete: { _id } }];
  if (at % 7 === 2) return [{ update: { _id } }, { doc: { touched: at }, doc_as_upsert: true }];
  if (at % 13 === 5) return [{ create: { _id } }, { number: at }];
  if (at % 17 === 9) return [{ index: { _id } }, { number: 'no number' }];
  const late = at > 2_500 ? { [`late${Math.floor(at / 1_000)}`]: `text ${at}` } : {};
  return [{ index: { _id } }, { number: at, tags: at > 4_500 ? [`a${at % 3}`, 'b'] : `a${at % 3}`, ...late }];
});

async function write(index: string, perBulk: number) {
  const items: Record<string, Item>[] = [];
  for (let from = 0; from < operations.length; from += perBulk) {
    const lines = operations.slice(from, from + perBulk).flatMap((lines) => lines.map((line) => `${JSON.stringify(line)}\n`));
    items.push(...(await ask(`/${index}/_bulk`, lines.join(''))).items);
  }
  const { hits } = (await ask(`/${index}/_search`, { size: 2_000, sort: [{ number: 'asc' }, { touched: 'asc' }] })).hits;
  const outcomes = items.map((item) =>
    Object.entries(item).map(([action, { _id, _version, _seq_no, status, result, error }]) => ({
      action,
      _id,
      _version,
      _seq_no,
      status,
      result,
      error: error?.type,
    })),
  );
  return { outcomes, documents: hits.map(({ _id, _source, sort }) => ({ _id, _source, sort })) };
}

test('a long bulk does what its operations do in short ones', async () => {
  const create = { method: 'PUT', headers: { 'content-type': 'application/json' } };
  const body = JSON.stringify({ mappings: { properties: { number: { type: 'long' }, touched: { type: 'long' } } } });
  for (const index of ['long', 'short']) await fetch(`${engine.url}/${index}`, { ...create, body });
  const [long, short] = [await write('long', operations.length), await write('short', 500)];
  expect(long).toEqual(short);
  expect(new Set(long.outcomes.flat().map(({ status }) => status))).toEqual(new Set([200, 201, 400, 404, 409]));
  const mapping = async (index: string) => Object.values((await (await fetch(`${engine.url}/${index}/_mapping`)).json()) as object);
  expect(await mapping('long')).toEqual(await mapping('short'));
});
