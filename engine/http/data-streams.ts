import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { EsError, illegalArgument, indexNotFound } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { Catalog } from '../store/catalog';
import { readAlias } from './aliases';
import { healthOf } from './cat';
import { createIndex } from './create-index';
import { countDocuments } from './indices';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { type IndexRecipe, streamTemplate } from './templates';

const generationName = (name: string, generation: number, nowMs: number) =>
  `.ds-${name}-${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '.')}-${String(generation).padStart(6, '0')}`;

/** A data stream is an alias of hidden indices, the newest of which takes the writes. `data_stream` in their settings says so. */
const backing = (catalog: Catalog, name: string): IndexMeta[] =>
  catalog.list().filter((meta) => meta.settings.data_stream === name && Object.hasOwn(meta.aliases, name));

export const isDataStream = (catalog: Catalog, name: string) => backing(catalog, name).length > 0;

const timestamps = { properties: { '@timestamp': { type: 'date' } } };

async function addGeneration(catalog: Catalog, name: string, generation: number, nowMs: number, recipe: IndexRecipe | undefined) {
  const before = backing(catalog, name);
  for (const meta of before) await catalog.saveSettings({ ...meta, aliases: { ...meta.aliases, [name]: { is_write_index: false } } });
  const mappings = { ...recipe?.mappings, properties: { ...timestamps.properties, ...recipe?.mappings.properties } };
  const settings = { ...recipe?.settings, hidden: true, data_stream: name };
  return createIndex(
    catalog,
    generationName(name, generation, nowMs),
    { mappings, settings, aliases: { [name]: { is_write_index: true } } },
    nowMs,
  );
}

/** Makes the data stream that a template wants for this name. False where none does. Call inside `exclusive`. */
export async function createDataStream(catalog: Catalog, name: string, nowMs: number): Promise<boolean> {
  const template = streamTemplate(catalog, name);
  if (!template) return false;
  await catalog.together(() => addGeneration(catalog, name, 1, nowMs, template.recipe));
  return true;
}

async function create(request: EngineRequest) {
  const { catalog, nowMs } = request.context;
  const name = request.path.name ?? '';
  await catalog.exclusive(async () => {
    if (isDataStream(catalog, name)) throw new EsError('resource_already_exists_exception', `data_stream [${name}] already exists`, 400);
    if (!(await createDataStream(catalog, name, nowMs())))
      throw illegalArgument(`no matching index template found for data stream [${name}]`);
  });
  return ok({ acknowledged: true });
}

function streamNames(request: EngineRequest): string[] {
  const { catalog } = request.context;
  const patterns = (request.path.name ?? '*').split(',').map((name) => wildcardToRegex(name === '_all' ? '*' : name));
  const names = new Set(catalog.list().flatMap((meta) => (meta.settings.data_stream ? [String(meta.settings.data_stream)] : [])));
  return [...names].filter((name) => patterns.some((pattern) => pattern.test(name))).sort();
}

const requireSome = (request: EngineRequest, names: string[]) => {
  const wanted = request.path.name;
  if (names.length === 0 && wanted !== undefined && !wanted.includes('*')) throw indexNotFound(wanted);
};

function get(request: EngineRequest) {
  const { catalog } = request.context;
  const names = streamNames(request);
  requireSome(request, names);
  const streams = names.map((name) => {
    const metas = backing(catalog, name);
    return {
      name,
      timestamp_field: { name: '@timestamp' },
      indices: metas.map((meta) => ({ index_name: meta.name, index_uuid: meta.uuid })),
      generation: metas.length,
      status: metas.some((meta) => healthOf(meta) === 'yellow') ? 'YELLOW' : 'GREEN',
      template: streamTemplate(catalog, name)?.name,
    };
  });
  return ok({ data_streams: streams });
}

async function remove(request: EngineRequest) {
  const { catalog } = request.context;
  const names = streamNames(request);
  requireSome(request, names);
  await catalog.exclusive(() =>
    catalog.together(async () => {
      for (const name of names) for (const meta of backing(catalog, name)) await catalog.drop(meta.name);
    }),
  );
  return ok({ acknowledged: true });
}

const ageUnits: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Each condition of a rollover with whether it is met. */
async function conditionsMet(request: EngineRequest, meta: IndexMeta, conditions: Record<string, unknown>) {
  const documents = (await countDocuments(request, [meta])).get(meta.name) ?? 0;
  const ageMs = request.context.nowMs() - meta.createdMs;
  const met = (name: string, value: unknown): boolean => {
    if (name === 'max_docs' || name === 'min_docs') return documents >= Number(value);
    const age = /^(\d+)(ms|[smhd])$/.exec(String(value));
    if ((name === 'max_age' || name === 'min_age') && age) return ageMs >= Number(age[1]) * (ageUnits[age[2] ?? 'd'] ?? 0);
    if (name === 'max_size' || name === 'max_primary_shard_size') return false;
    throw new EsError('x_content_parse_exception', `[conditions] unknown field [${name}]`, 400);
  };
  return Object.entries(conditions).map(([name, value]) => [`[${name}: ${String(value)}]`, met(name, value)] as const);
}

function nextName(old: string, given: string | undefined): string {
  if (given !== undefined) return given;
  const match = /^(.*)-(\d+)$/.exec(old);
  if (!match) throw illegalArgument(`index name [${old}] does not match pattern '^.*-\\d+$'`);
  return `${match[1]}-${String(Number(match[2]) + 1).padStart(6, '0')}`;
}

async function rollover(request: EngineRequest) {
  const { catalog, nowMs } = request.context;
  const alias = request.path.index ?? '';
  const body = jsonBody(request.text);
  const unknown = Object.keys(body).find((key) => !['conditions', 'settings', 'mappings', 'aliases'].includes(key));
  if (unknown) throw new EsError('x_content_parse_exception', `unknown field [${unknown}]`, 400);
  const behind = catalog.list().filter((meta) => Object.hasOwn(meta.aliases, alias));
  if (behind.length === 0) throw illegalArgument(`rollover target [${alias}] does not exist`);
  const writer = behind.length === 1 ? behind[0] : behind.find((meta) => meta.aliases[alias]?.is_write_index);
  if (!writer) throw illegalArgument(`rollover target [${alias}] does not point to a write index`);
  const stream = isDataStream(catalog, alias);
  const target = stream ? generationName(alias, behind.length + 1, nowMs()) : nextName(writer.name, request.path.name);
  const conditions = await conditionsMet(request, writer, (body.conditions ?? {}) as Record<string, unknown>);
  const dry = request.query.get('dry_run') === 'true';
  const due = conditions.length === 0 || conditions.some(([, met]) => met);
  if (catalog.get(target))
    throw new EsError('resource_already_exists_exception', `index [${target}/${catalog.get(target)?.uuid}] already exists`, 400, {
      index: target,
    });
  if (!dry && due) {
    await catalog.exclusive(() =>
      catalog.together(async () => {
        if (stream) {
          await addGeneration(catalog, alias, behind.length + 1, nowMs(), streamTemplate(catalog, alias)?.recipe);
          return;
        }
        const explicit = writer.aliases[alias]?.is_write_index === true;
        const { [alias]: own, ...others } = writer.aliases;
        await createIndex(
          catalog,
          target,
          {
            settings: body.settings,
            mappings: body.mappings,
            aliases: {
              ...(body.aliases as object | undefined),
              [alias]: { ...readAlias((own ?? {}) as Record<string, unknown>), ...(explicit ? { is_write_index: true } : {}) },
            },
          },
          nowMs(),
        );
        await catalog.saveSettings({
          ...writer,
          aliases: explicit ? { ...writer.aliases, [alias]: { ...own, is_write_index: false } } : others,
        });
      }),
    );
  }
  const rolled = !dry && due;
  return ok({
    acknowledged: rolled,
    shards_acknowledged: rolled,
    old_index: writer.name,
    new_index: target,
    rolled_over: rolled,
    dry_run: dry,
    conditions: Object.fromEntries(conditions),
  });
}

export const dataStreamRoutes: [string, string, Handler][] = [
  ['PUT', '/_data_stream/:name', create],
  ['GET', '/_data_stream', get],
  ['GET', '/_data_stream/:name', get],
  ['DELETE', '/_data_stream/:name', remove],
  ['POST', '/:index/_rollover', rollover],
  ['POST', '/:index/_rollover/:name', rollover],
];
