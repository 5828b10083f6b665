import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { deadLetterIndex, type Pipeline, type Route } from './schema';

const saved = '_ingest.oriel_line';
/** Holds the number of the route that a document takes while the pipeline runs. */
const taken = 'oriel_route';
const tag = 'oriel';

const identifier = /^[a-zA-Z_]\w*$/;

/** A field of a document as a Painless expression that is null where a part of the way is missing. */
const painlessPath = (field: string) =>
  `ctx${field
    .split('.')
    .map((part) => (identifier.test(part) ? `?.${part}` : `?.get('${part}')`))
    .join('')}`.replace('ctx?.get', 'ctx.get');

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A route's condition in the subset of Painless that the embedded engine and every cluster run. */
export function routeCondition({ field, operator, value }: Pick<Route, 'field' | 'operator' | 'value'>): string {
  const found = painlessPath(field);
  switch (operator) {
    case 'exists':
      return `${found} != null`;
    case 'is':
      return `${found} != null && ${found}.toString() == ${quoted(value)}`;
    case 'is-not':
      return `${found} == null || ${found}.toString() != ${quoted(value)}`;
    case 'contains':
      return `${found} != null && ${found}.toString().contains(${quoted(value)})`;
    case 'at-least':
      return `${found} instanceof Number && ${found} >= ${Number(value)}`;
    case 'at-most':
      return `${found} instanceof Number && ${found} <= ${Number(value)}`;
  }
}

/** The first route whose condition holds is noted, so that what its pipeline changes does not choose another. */
function routeProcessors(routes: Route[]): JsonObject[] {
  if (routes.length === 0) return [];
  const choose = routes.map(
    (route, at): JsonObject => ({
      set: { tag, field: taken, value: at, if: `ctx.${taken} == null && (${routeCondition(route)})` },
    }),
  );
  const follow = routes.flatMap(({ index, pipeline }, at): JsonObject[] => [
    ...(pipeline ? [{ pipeline: { tag, name: pipeline, if: `ctx.${taken} == ${at}` } }] : []),
    ...(index ? [{ set: { tag, field: '_index', value: index, if: `ctx.${taken} == ${at}` } }] : []),
  ]);
  return [...choose, ...follow, { remove: { tag, field: taken, ignore_missing: true } }];
}

const named = (value: unknown, names: string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => (!Array.isArray(value) && names.includes(key)) || named(inner, names));

/**
 * Throws `forbidden` for processors that would lead out of the source. What else sets `_index` is set back at the end of the pipeline, which
 * these would go past.
 */
export function requireConfined(pipeline: Pipeline): void {
  if (named(pipeline.processors, ['reroute', 'pipeline', 'terminate']))
    throw new AppError(
      'forbidden',
      'Only an administrator may use "reroute", "pipeline" and "terminate" in a source: they can write to any index. Use a route.',
    );
}

/**
 * The pipeline as it is stored: what was sent is remembered, the routes come last, and what fails goes to the dead-letter index, as it came,
 * with the reason. `confined`: its processors may not change the index; its routes may.
 */
export function toStoredPipeline(pipeline: Pipeline, name: string, routes: Route[], confined: boolean): JsonObject {
  return {
    description: pipeline.description ?? `Lines of ${name}`,
    processors: [
      { set: { tag, field: saved, value: '{{{message}}}', ignore_failure: true } },
      ...pipeline.processors,
      ...(confined ? [{ set: { tag, field: '_index', value: name } }] : []),
      ...routeProcessors(routes),
    ],
    on_failure: [
      { set: { field: 'error.message', value: '{{{_ingest.on_failure_message}}}' } },
      { set: { field: 'message', value: `{{{${saved}}}}`, ignore_empty_value: true } },
      { set: { field: 'oriel.source', value: name } },
      { set: { field: '@timestamp', value: '{{{_ingest.timestamp}}}' } },
      { set: { field: '_index', value: deadLetterIndex } },
    ],
  } as unknown as JsonObject;
}

/** What a person wrote of a stored pipeline. */
export function fromStoredPipeline(stored: JsonObject): Pipeline {
  const processors = (stored.processors ?? []) as Record<string, { tag?: string; field?: string }>[];
  return {
    ...(typeof stored.description === 'string' ? { description: stored.description } : {}),
    processors: processors.filter((processor) =>
      Object.values(processor).every((options) => options?.tag !== tag && options?.field !== saved),
    ),
  };
}
