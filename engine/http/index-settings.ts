import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { type FlatSettings, flattenSettings, showSettings, updateSettings } from '../dsl/settings';
import type { IndexMeta } from '../plan/index-meta';
import { engineVersion } from './cluster';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { resolveIndices, resolveOptions } from './resolve';

/** What every index has where nothing else was said; shown with `include_defaults`. */
const defaults: FlatSettings = {
  refresh_interval: '1s',
  max_result_window: 10_000,
  max_inner_result_window: 100,
  max_docvalue_fields_search: 100,
  max_script_fields: 32,
  max_terms_count: 65_536,
  'highlight.max_analyzed_offset': 1_000_000,
  'mapping.total_fields.limit': 1_000,
  'mapping.depth.limit': 20,
  'mapping.nested_fields.limit': 50,
  'mapping.nested_objects.limit': 10_000,
  'analyze.max_token_count': 10_000,
  blocks: undefined,
};

/** All settings of an index, the ones that the engine owns included. */
export function settingsOf(meta: IndexMeta, human = false): FlatSettings {
  return {
    ...meta.settings,
    number_of_shards: meta.settings.number_of_shards ?? 1,
    number_of_replicas: meta.settings.number_of_replicas ?? 1,
    uuid: meta.uuid,
    provided_name: meta.name,
    creation_date: meta.createdMs,
    'version.created': '9050000',
    ...(meta.closed ? { verified_before_close: 'true' } : {}),
    ...(human ? { creation_date_string: new Date(meta.createdMs).toISOString(), 'version.created_string': engineVersion } : {}),
  };
}

/** `GET /{index}` and `GET /{index}/_settings` show settings alike. */
export const settingsView = (request: EngineRequest, meta: IndexMeta) =>
  showSettings(settingsOf(meta, request.query.get('human') === 'true'), request.query.get('flat_settings') === 'true');

const get: Handler = (request) => {
  const metas = resolveIndices(request.context.catalog, request.path.index, {
    ...resolveOptions(request.query, 'open,closed'),
    closedAllowed: true,
  });
  const names = (request.path.name ?? '*').split(',').map((name) => wildcardToRegex(name === '_all' ? '*' : name));
  const flat = request.query.get('flat_settings') === 'true';
  const chosen = (settings: FlatSettings) =>
    Object.fromEntries(
      Object.entries(settings).filter(([key, value]) => value !== undefined && names.some((name) => name.test(`index.${key}`))),
    );
  return ok(
    Object.fromEntries(
      metas.map((meta) => {
        const own = settingsOf(meta, request.query.get('human') === 'true');
        const rest = Object.fromEntries(Object.entries(defaults).filter(([key]) => !(key in own)));
        return [
          meta.name,
          {
            settings: showSettings(chosen(own), flat),
            ...(request.query.get('include_defaults') === 'true' ? { defaults: showSettings(chosen(rest), flat) } : {}),
          },
        ];
      }),
    ),
  );
};

const put: Handler = async (request) => {
  const { catalog } = request.context;
  const body = jsonBody(request.text);
  const change = flattenSettings((body.settings ?? body) as Record<string, unknown>);
  const preserve = request.query.get('preserve_existing') === 'true';
  await catalog.exclusive(async () => {
    const metas = resolveIndices(catalog, request.path.index, { ...resolveOptions(request.query, 'open,closed'), closedAllowed: true });
    const next = metas.map((meta) => ({
      ...meta,
      settings: updateSettings(meta.settings, change, { preserve, closed: meta.closed === true }),
    }));
    await catalog.together(async () => {
      for (const meta of next) await catalog.saveSettings(meta);
    });
  });
  return ok({ acknowledged: true });
};

export const settingRoutes: [string, string, Handler][] = [
  ['GET', '/_settings', get],
  ['GET', '/_settings/:name', get],
  ['GET', '/:index/_settings', get],
  ['GET', '/:index/_settings/:name', get],
  ['PUT', '/_settings', put],
  ['PUT', '/:index/_settings', put],
];
