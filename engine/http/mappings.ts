import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { analysisOf } from '../dsl/analysis/index-analysis';
import { addMappedFields, mergeMapping, withoutDots } from '../dsl/mapping';
import { EsError, indexNotFound } from '../plan/es-error';
import { hasDocValues } from '../plan/field';
import type { IndexMeta, MappingNode } from '../plan/index-meta';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolveIndices, resolveOptions } from './resolve';

const wanted = (request: EngineRequest, otherwise = 'open') =>
  resolveIndices(request.context.catalog, request.path.index, { ...resolveOptions(request.query, otherwise), closedAllowed: true });

const getMapping: Handler = (request) => ok(Object.fromEntries(wanted(request).map((meta) => [meta.name, { mappings: meta.mapping }])));

async function putMapping(request: EngineRequest) {
  const { catalog } = request.context;
  const update = withoutDots(jsonBody(request.text) as MappingNode);
  const typed = Object.keys(update).find((key) => key === '_doc');
  if (typed) throw new EsError('illegal_argument_exception', 'Types cannot be provided in put mapping requests', 400);
  const options = { ...resolveOptions(request.query, 'open,closed'), closedAllowed: true, allowNoIndices: false };
  const metas =
    request.query.get('write_index_only') === 'true'
      ? resolveIndices(catalog, request.path.index, options).filter(
          (meta, _, all) => all.length === 1 || meta.aliases[request.path.index ?? '']?.is_write_index === true,
        )
      : resolveIndices(catalog, request.path.index, options);
  await catalog.exclusive(async () => {
    const changes = metas.map(({ name }) => {
      const meta = catalog.get(name);
      if (!meta) throw indexNotFound(name);
      const set = {
        fields: new Map(meta.fields),
        columns: [],
        nextColumn: meta.nextColumn,
        limit: fieldLimitOf(meta),
        analysis: analysisOf(meta.settings),
      };
      addMappedFields(set, update);
      return { meta, set, next: { ...meta, mapping: mergeMapping(meta.mapping, update), fields: set.fields, nextColumn: set.nextColumn } };
    });
    await catalog.together(async () => {
      for (const { meta, set, next } of changes) await catalog.commit(meta, { next, columns: set.columns, removeIds: [] });
    });
  });
  return ok({ acknowledged: true });
}

/** `index.mapping.total_fields.limit`. */
export const fieldLimitOf = (meta: Pick<IndexMeta, 'settings'>) => Number(meta.settings['mapping.total_fields.limit'] ?? 1_000);

interface Leaf {
  path: string;
  node: MappingNode;
}

function leaves(node: MappingNode, prefix = ''): Leaf[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    ...(child.type === undefined || child.properties ? [] : [{ path: prefix + key, node: child }]),
    ...leaves(child, `${prefix}${key}.`),
    ...Object.entries(child.fields ?? {}).map(([sub, own]) => ({ path: `${prefix}${key}.${sub}`, node: own })),
  ]);
}

const withDefaults = (node: MappingNode): MappingNode => (node.type === 'text' ? { analyzer: 'default', ...node } : node);

function getFieldMapping(request: EngineRequest) {
  const patterns = (request.path.fields ?? '').split(',').map(wildcardToRegex);
  const show = request.query.get('include_defaults') === 'true' ? withDefaults : (node: MappingNode) => node;
  const metas = wanted(request);
  const found = metas.map((meta) => {
    const chosen = leaves(meta.mapping).filter(({ path }) => patterns.some((pattern) => pattern.test(path)));
    const mappings = chosen.map(({ path, node }) => [path, { full_name: path, mapping: { [path.split('.').at(-1) ?? path]: show(node) } }]);
    return [meta.name, { mappings: Object.fromEntries(mappings) }] as const;
  });
  return ok(Object.fromEntries(found));
}

const metadataFields: Record<string, { searchable: boolean; aggregatable: boolean }> = {
  _id: { searchable: true, aggregatable: true },
  _index: { searchable: true, aggregatable: true },
  _source: { searchable: false, aggregatable: false },
  _seq_no: { searchable: true, aggregatable: true },
  _version: { searchable: false, aggregatable: true },
};

interface Capability {
  type: string;
  searchable: boolean;
  aggregatable: boolean;
  metadata: boolean;
  meta?: Record<string, string>;
}

/** What one index can do with its fields, by path; objects and nested ones included. */
function capabilities(meta: IndexMeta): Map<string, Capability> {
  const found = new Map<string, Capability>();
  const visit = (node: MappingNode, prefix: string) => {
    for (const [key, child] of Object.entries(node.properties ?? {})) {
      const path = prefix + key;
      if (child.properties || child.type === 'nested' || child.type === 'object')
        found.set(path, { type: child.type ?? 'object', searchable: false, aggregatable: false, metadata: false });
      visit(child, `${path}.`);
    }
  };
  visit(meta.mapping, '');
  const nodes = new Map(leaves(meta.mapping).map(({ path, node }) => [path, node]));
  for (const [path, field] of meta.fields) {
    if (field.type === 'nested') continue;
    const node = nodes.get(path);
    found.set(path, {
      type: node?.type && node.type !== 'alias' ? String(node.type) : field.type,
      searchable: field.indexed,
      aggregatable: hasDocValues(field) && node?.doc_values !== false,
      metadata: false,
      ...(node?.meta ? { meta: node.meta as Record<string, string> } : {}),
    });
  }
  for (const [path, { searchable, aggregatable }] of Object.entries(metadataFields))
    found.set(path, { type: path, searchable, aggregatable, metadata: true });
  return found;
}

/** One type of one field over the indices that have it; the exceptions are listed where they disagree. */
function merge(entries: { index: string; own: Capability }[], everywhere: boolean) {
  const some = (test: (own: Capability) => boolean) => entries.filter(({ own }) => !test(own)).map(({ index }) => index);
  const [first] = entries;
  const [notSearchable, notAggregatable] = [some((own) => own.searchable), some((own) => own.aggregatable)];
  const metas = new Map<string, Set<string>>();
  for (const { own } of entries)
    for (const [key, value] of Object.entries(own.meta ?? {})) metas.set(key, (metas.get(key) ?? new Set()).add(value));
  const partly = (indices: string[]) => indices.length > 0 && indices.length < entries.length;
  return {
    type: first?.own.type,
    metadata_field: first?.own.metadata,
    searchable: notSearchable.length === 0,
    aggregatable: notAggregatable.length === 0,
    ...(everywhere ? {} : { indices: entries.map(({ index }) => index) }),
    ...(partly(notSearchable) ? { non_searchable_indices: notSearchable } : {}),
    ...(partly(notAggregatable) ? { non_aggregatable_indices: notAggregatable } : {}),
    ...(metas.size > 0 ? { meta: Object.fromEntries([...metas].map(([key, values]) => [key, [...values].sort()])) } : {}),
  };
}

function fieldCaps(request: EngineRequest) {
  const body = jsonBody(request.text);
  const asked = request.query.get('fields') ?? (Array.isArray(body.fields) ? body.fields.join(',') : body.fields);
  if (asked === undefined || asked === null)
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: no fields specified;', 400);
  const patterns = String(asked).split(',').map(wildcardToRegex);
  const metas = wanted(request);
  const byField = new Map<string, Map<string, { index: string; own: Capability }[]>>();
  for (const meta of metas)
    for (const [path, own] of capabilities(meta)) {
      if (!patterns.some((pattern) => pattern.test(path))) continue;
      const types = byField.get(path) ?? new Map<string, { index: string; own: Capability }[]>();
      byField.set(path, types);
      types.set(own.type, [...(types.get(own.type) ?? []), { index: meta.name, own }]);
    }
  const includeUnmapped = request.query.get('include_unmapped') === 'true';
  const fields: Record<string, unknown> = {};
  for (const [path, types] of byField) {
    const mapped = [...types.values()].flat().map(({ index }) => index);
    const unmapped = includeUnmapped ? metas.map((meta) => meta.name).filter((index) => !mapped.includes(index)) : [];
    const alone = types.size === 1 && unmapped.length === 0;
    fields[path] = {
      ...Object.fromEntries([...types].map(([type, entries]) => [type, merge(entries, alone)])),
      ...(unmapped.length > 0
        ? { unmapped: { type: 'unmapped', metadata_field: false, searchable: false, aggregatable: false, indices: unmapped } }
        : {}),
    };
  }
  return ok({ indices: metas.map((meta) => meta.name), fields });
}

export const mappingRoutes: [string, string, Handler][] = [
  ['GET', '/_mapping', getMapping],
  ['GET', '/:index/_mapping', getMapping],
  ['PUT,POST', '/:index/_mapping', putMapping],
  ['GET', '/_mapping/field/:fields', getFieldMapping],
  ['GET', '/:index/_mapping/field/:fields', getFieldMapping],
  ['GET,POST', '/_field_caps', fieldCaps],
  ['GET,POST', '/:index/_field_caps', fieldCaps],
];
