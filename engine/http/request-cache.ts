import { parseJson, stringifyJson } from '../dsl/json';
import type { SourceTable } from '../plan/search';
import { ByteCache } from '../store/byte-cache';
import type { Catalog } from '../store/catalog';

const mostBytes = 32 * 1024 * 1024;
const caches = new WeakMap<Catalog, ByteCache>();

/** Text that stands for what a search reads: the body, and how each index is now. Undefined where the answer may differ the next time. */
function keyOf(catalog: Catalog, sources: SourceTable[], body: Record<string, unknown>, more: string): string | undefined {
  const text = stringifyJson(body);
  if (/"now|"random_score"|"profile":true/.test(text) || sources.some(({ filter }) => filter)) return undefined;
  const state = sources.map(({ index, table, maxSeq }) => `${index} ${table} ${catalog.changes.generationOf(table)} ${maxSeq ?? ''}`);
  return `${state.join('|')} ${more} ${text}`;
}

/**
 * Answers without hits are kept until one of their indices changes, as Elasticsearch's request cache keeps them: a dashboard that is
 * opened again over the same time asks nothing anew. `request_cache=false` asks nevertheless.
 */
export async function cached<A extends { took: number }>(
  catalog: Catalog,
  sources: SourceTable[],
  body: Record<string, unknown>,
  { requested, more }: { requested: string | null; more: string },
  search: () => Promise<A>,
): Promise<A> {
  const wanted = requested === null || requested === '' || requested === 'true';
  const key = wanted && Number(body.size ?? 10) === 0 ? keyOf(catalog, sources, body, more) : undefined;
  if (key === undefined) return search();
  const own = caches.get(catalog) ?? new ByteCache(mostBytes);
  caches.set(catalog, own);
  const started = performance.now();
  const text = await own.get(
    key,
    (value: string) => 2 * (value.length + key.length),
    async () => stringifyJson(await search()),
  );
  return { ...(parseJson(text) as A), took: Math.round(performance.now() - started) };
}
