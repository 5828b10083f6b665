import { analysisOf } from '../dsl/analysis/index-analysis';
import { addMappedFields, withoutDots } from '../dsl/mapping';
import { checkSettings } from '../dsl/settings';
import { EsError } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { Catalog } from '../store/catalog';
import { checkAliasFilter } from './aliases';
import { recipeFor } from './templates';

const badName = /[A-Z\s"*<>|,/\\?#:]|^[-_+]|^\.{1,2}$/;

export function checkName(catalog: Catalog, name: string) {
  const invalid = (why: string) =>
    new EsError('invalid_index_name_exception', `Invalid index name [${name}], ${why}`, 400, { index: name, index_uuid: '_na_' });
  if (badName.test(name) || Buffer.byteLength(name) > 255)
    throw invalid(`must be lowercase, must not start with '_', '-', '+' and must not contain spaces or "*\\<|,>/?#:`);
  if (catalog.list().some((meta) => Object.hasOwn(meta.aliases, name))) throw invalid('already exists as alias');
}

/** Creates an index from its templates and the request. Call inside `catalog.exclusive`. Throws for names that Elasticsearch refuses. */
export async function createIndex(
  catalog: Catalog,
  name: string,
  body: Record<string, unknown> = {},
  nowMs = Date.now(),
): Promise<IndexMeta> {
  checkName(catalog, name);
  const { settings, mappings: given, aliases } = recipeFor(catalog, name, body);
  const mappings = withoutDots(given);
  checkSettings(settings);
  const set = {
    fields: new Map(),
    columns: [],
    nextColumn: 0,
    limit: Number(settings['mapping.total_fields.limit'] ?? 1_000),
    analysis: analysisOf(settings),
  };
  addMappedFields(set, mappings);
  for (const alias of Object.keys(aliases))
    if (alias === name || catalog.get(alias))
      throw new EsError(
        'invalid_alias_name_exception',
        `Invalid alias name [${alias}]: an index or data stream exists with the same name as the alias`,
        400,
      );
  for (const alias of Object.values(aliases)) checkAliasFilter(set, alias, nowMs);
  return catalog.create(name, mappings, settings, aliases, set);
}
