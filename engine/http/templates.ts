import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { addMappedFields, mergeMapping, withoutDots } from '../dsl/mapping';
import { checkSettings, type FlatSettings, flattenSettings, showSettings } from '../dsl/settings';
import { EsError, illegalArgument } from '../plan/es-error';
import type { AliasMeta, MappingNode } from '../plan/index-meta';
import type { Catalog, ClusterObject } from '../store/catalog';
import { readAlias } from './aliases';
import { type EngineReply, type EngineRequest, type Handler, jsonBody, ok } from './request';

type Body = Record<string, unknown>;

/** What an index is made with. */
export interface IndexRecipe {
  settings: FlatSettings;
  mappings: MappingNode;
  aliases: Record<string, AliasMeta>;
}

const list = (value: unknown): string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(String) : String(value).split(','));
const patternsOf = (body: Body) => list(body.index_patterns ?? body.template);
const fits = (body: Body, index: string) => patternsOf(body).some((pattern) => wildcardToRegex(pattern).test(index));

function aliasesOf(aliases: unknown, index: string): Record<string, AliasMeta> {
  return Object.fromEntries(
    Object.entries((aliases ?? {}) as Record<string, Body>).map(([alias, options]) => [
      alias.replaceAll('{index}', index),
      readAlias(options ?? {}),
    ]),
  );
}

/** The part of a template that says what an index gets. A legacy mapping may be wrapped in `_doc`. */
function recipeOf(template: Body | undefined, index: string): IndexRecipe {
  const given = (template?.mappings ?? {}) as MappingNode & { _doc?: MappingNode };
  return {
    settings: flattenSettings((template?.settings ?? {}) as Body),
    mappings: withoutDots(given._doc ?? given),
    aliases: aliasesOf(template?.aliases, index),
  };
}

const joined = (base: IndexRecipe, over: IndexRecipe): IndexRecipe => ({
  settings: { ...base.settings, ...over.settings },
  mappings: mergeMapping(base.mappings, over.mappings),
  aliases: { ...base.aliases, ...over.aliases },
});

const nothing: IndexRecipe = { settings: {}, mappings: {}, aliases: {} };

function composed(catalog: Catalog, template: Body, index: string): IndexRecipe {
  const parts = list(template.composed_of).map((name) => catalog.listObjects('component-template').get(name)?.template as Body | undefined);
  return [...parts, template.template as Body | undefined].map((part) => recipeOf(part, index)).reduce(joined, nothing);
}

interface Named {
  name: string;
  body: Body;
}

const priorityOf = ({ body }: Named) => Number(body.priority ?? 0);

/** Composable templates that fit, the one that counts first. */
const fitting = (catalog: Catalog, index: string): Named[] =>
  [...catalog.listObjects('index-template')]
    .map(([name, body]) => ({ name, body }))
    .filter(({ body }) => fits(body, index))
    .sort((a, b) => priorityOf(b) - priorityOf(a));

/** What templates say about an index of this name, and then what the request says. Composable templates hide legacy ones. */
export function recipeFor(catalog: Catalog, index: string, request: Body): IndexRecipe {
  const [best] = fitting(catalog, index);
  const legacy = [...catalog.listObjects('template')]
    .filter(([, body]) => fits(body, index))
    .sort(([, a], [, b]) => Number(a.order ?? 0) - Number(b.order ?? 0))
    .map(([, body]) => recipeOf(body, index))
    .reduce(joined, nothing);
  return joined(best ? composed(catalog, best.body, index) : legacy, recipeOf(request, index));
}

/** The composable template of a data stream's name, and what its indices are made with; undefined where none wants a stream. */
export function streamTemplate(catalog: Catalog, name: string): { name: string; recipe: IndexRecipe } | undefined {
  const [best] = fitting(catalog, name);
  return best?.body.data_stream === undefined ? undefined : { name: best.name, recipe: composed(catalog, best.body, name) };
}

function check(body: Body) {
  const recipe = recipeOf(body, 'index');
  checkSettings(recipe.settings);
  addMappedFields({ fields: new Map(), columns: [], nextColumn: 0 }, recipe.mappings);
}

function show(template: Body, flat: boolean): Body {
  const { settings } = recipeOf(template, '{index}');
  return {
    ...template,
    ...(template.settings === undefined ? {} : { settings: showSettings(settings, flat) }),
    ...(template.aliases === undefined ? {} : { aliases: aliasesOf(template.aliases, '{index}') }),
  };
}

const flatWanted = (request: EngineRequest) => request.query.get('flat_settings') === 'true';

function chosen(request: EngineRequest, kind: ClusterObject): Named[] {
  const patterns = request.path.name === undefined ? ['*'] : list(request.path.name);
  return [...request.context.catalog.listObjects(kind)]
    .filter(([name]) => patterns.some((pattern) => wildcardToRegex(pattern).test(name)))
    .map(([name, body]) => ({ name, body }));
}

const absent = (what: string, name: string | undefined) =>
  new EsError('resource_not_found_exception', `${what} matching [${name}] not found`, 404);

async function save(request: EngineRequest, kind: ClusterObject, what: string, body: Body) {
  const name = request.path.name ?? '';
  await request.context.catalog.exclusive(async () => {
    if (request.query.get('create') === 'true' && request.context.catalog.listObjects(kind).has(name))
      throw illegalArgument(`${what} [${name}] already exists`);
    await request.context.catalog.saveObject(kind, name, body);
  });
  return ok({ acknowledged: true });
}

function putLegacy(request: EngineRequest) {
  const body = jsonBody(request.text);
  if (patternsOf(body).length === 0)
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: index patterns are missing;', 400);
  check(body);
  const { template: _, ...rest } = body;
  const order = Number(request.query.get('order') ?? body.order ?? 0);
  const mappings = recipeOf(body, '').mappings;
  return save(request, 'template', 'index_template', {
    ...rest,
    order,
    index_patterns: patternsOf(body),
    settings: body.settings ?? {},
    mappings,
    aliases: body.aliases ?? {},
  });
}

function getLegacy(request: EngineRequest): EngineReply {
  const found = chosen(request, 'template');
  const asked = request.path.name;
  if (found.length === 0 && asked !== undefined && !asked.includes('*')) return ok({}, 404);
  return ok(Object.fromEntries(found.map(({ name, body }) => [name, show(body, flatWanted(request))])));
}

function putComposable(request: EngineRequest) {
  const body = jsonBody(request.text);
  const { catalog } = request.context;
  if (patternsOf(body).length === 0)
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: index patterns are missing;', 400);
  const unknown = list(body.composed_of).filter((name) => !catalog.listObjects('component-template').has(name));
  const name = request.path.name ?? '';
  if (unknown.length > 0)
    throw new EsError(
      'invalid_index_template_exception',
      `index_template [${name}] invalid, cause [index template [${name}] specifies component templates [${unknown.join(', ')}] that do not exist]`,
      400,
    );
  check((body.template ?? {}) as Body);
  const same = [...catalog.listObjects('index-template')].filter(
    ([other, { priority, index_patterns: patterns }]) =>
      other !== name &&
      Number(priority ?? 0) === Number(body.priority ?? 0) &&
      list(patterns).some((pattern) => patternsOf(body).some((own) => overlaps(pattern, own))),
  );
  if (same.length > 0)
    throw illegalArgument(
      `index template [${name}] has index patterns ${JSON.stringify(patternsOf(body)).replaceAll('"', '')} matching patterns from existing templates [${same.map(([other]) => other).join(',')}] with patterns (${same.map(([other, { index_patterns: patterns }]) => `${other} => [${list(patterns).join(', ')}]`).join(',')}) that have the same priority [${Number(body.priority ?? 0)}], multiple index templates may not match during index creation, please use a different priority`,
    );
  return save(request, 'index-template', 'index template', {
    ...body,
    index_patterns: patternsOf(body),
    composed_of: list(body.composed_of),
  });
}

/** True where some name fits both patterns, as far as prefixes tell. */
function overlaps(one: string, other: string): boolean {
  const [a, b] = [one.split('*')[0] ?? '', other.split('*')[0] ?? ''];
  if (!one.includes('*')) return wildcardToRegex(other).test(one);
  if (!other.includes('*')) return wildcardToRegex(one).test(other);
  return a.startsWith(b) || b.startsWith(a);
}

const shown = (template: Body, flat: boolean): Body => ({
  ...template,
  ...(template.template ? { template: show(template.template as Body, flat) } : {}),
});

function getNamed(kind: 'index-template' | 'component-template', plural: string, single: string, what: string): Handler {
  return (request) => {
    const found = chosen(request, kind);
    const asked = request.path.name;
    if (found.length === 0 && asked !== undefined && !asked.includes('*')) throw absent(what, asked);
    return ok({ [plural]: found.map(({ name, body }) => ({ name, [single]: shown(body, flatWanted(request)) })) });
  };
}

const remove =
  (kind: ClusterObject, missing: (name: string) => EsError): Handler =>
  async (request) => {
    const found = chosen(request, kind);
    const name = request.path.name ?? '';
    if (found.length === 0 && name !== '*') throw missing(name);
    const { catalog } = request.context;
    await catalog.exclusive(() =>
      catalog.together(async () => {
        for (const one of found) await catalog.saveObject(kind, one.name, undefined);
      }),
    );
    return ok({ acknowledged: true });
  };

const exists =
  (kind: ClusterObject): Handler =>
  (request) =>
    ok('', chosen(request, kind).length > 0 ? 200 : 404);

function putComponent(request: EngineRequest) {
  const body = jsonBody(request.text);
  if (body.template === undefined) throw illegalArgument('Required [template]');
  check(body.template as Body);
  return save(request, 'component-template', 'component template', body);
}

const template = (recipe: IndexRecipe) => ({
  settings: showSettings(recipe.settings, false),
  mappings: recipe.mappings,
  aliases: recipe.aliases,
});

const overlapping = (others: Named[]) => others.map(({ name, body }) => ({ name, index_patterns: patternsOf(body) }));

function simulateIndex(request: EngineRequest) {
  const { catalog } = request.context;
  const index = request.path.name ?? '';
  const body = jsonBody(request.text);
  const drafted: Named[] = Object.keys(body).length > 0 && fits(body, index) ? [{ name: 'simulated', body }] : [];
  const [best, ...others] = [...drafted, ...fitting(catalog, index)].sort((a, b) => priorityOf(b) - priorityOf(a));
  if (!best) return ok('', 404);
  return ok({ template: template(composed(catalog, best.body, index)), overlapping: overlapping(others) });
}

function simulateTemplate(request: EngineRequest) {
  const { catalog } = request.context;
  const name = request.path.name;
  const stored = name === undefined ? undefined : catalog.listObjects('index-template').get(name);
  const body = Object.keys(jsonBody(request.text)).length > 0 ? jsonBody(request.text) : stored;
  if (!body) throw illegalArgument(`unable to simulate template [${name}] that does not exist`);
  const others = [...catalog.listObjects('index-template')]
    .map(([other, own]) => ({ name: other, body: own }))
    .filter(
      ({ name: other, body: own }) => other !== name && patternsOf(own).some((one) => patternsOf(body).some((mine) => overlaps(one, mine))),
    );
  return ok({ template: template(composed(catalog, body, '{index}')), overlapping: overlapping(others) });
}

const missingLegacy = (name: string) => new EsError('index_template_missing_exception', `index_template [${name}] missing`, 404);

export const templateRoutes: [string, string, Handler][] = [
  ['GET', '/_template', getLegacy],
  ['GET', '/_template/:name', getLegacy],
  ['HEAD', '/_template/:name', exists('template')],
  ['PUT,POST', '/_template/:name', putLegacy],
  ['DELETE', '/_template/:name', remove('template', missingLegacy)],
  ['POST', '/_index_template/_simulate_index/:name', simulateIndex],
  ['POST', '/_index_template/_simulate', simulateTemplate],
  ['POST', '/_index_template/_simulate/:name', simulateTemplate],
  ['GET', '/_index_template', getNamed('index-template', 'index_templates', 'index_template', 'index template')],
  ['GET', '/_index_template/:name', getNamed('index-template', 'index_templates', 'index_template', 'index template')],
  ['HEAD', '/_index_template/:name', exists('index-template')],
  ['PUT,POST', '/_index_template/:name', putComposable],
  ['DELETE', '/_index_template/:name', remove('index-template', missingLegacy)],
  ['GET', '/_component_template', getNamed('component-template', 'component_templates', 'component_template', 'component template')],
  ['GET', '/_component_template/:name', getNamed('component-template', 'component_templates', 'component_template', 'component template')],
  ['HEAD', '/_component_template/:name', exists('component-template')],
  ['PUT,POST', '/_component_template/:name', putComponent],
  ['DELETE', '/_component_template/:name', remove('component-template', missingLegacy)],
];
