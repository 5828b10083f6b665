import { describe, expect, test } from 'vitest';
import type { Pipeline, Route } from './schema';
import { fromStoredPipeline, requireConfined, routeCondition, toStoredPipeline } from './source-pipeline';

const pipeline: Pipeline = { description: 'x', processors: [{ lowercase: { field: 'message' } }] };
const route = (change: Partial<Route> = {}): Route => ({
  field: 'log.level',
  operator: 'is',
  value: 'error',
  index: 'app-errors',
  pipeline: '',
  ...change,
});

test.each<[Partial<Route>, string]>([
  [{}, "ctx?.log?.level != null && ctx?.log?.level.toString() == 'error'"],
  [{ operator: 'is-not' }, "ctx?.log?.level == null || ctx?.log?.level.toString() != 'error'"],
  [{ operator: 'contains', value: "it's \\ " }, "ctx?.log?.level != null && ctx?.log?.level.toString().contains('it\\'s \\\\ ')"],
  [{ operator: 'exists', field: 'user-name' }, "ctx.get('user-name') != null"],
  [
    { operator: 'at-least', field: 'http.status-code', value: '500' },
    "ctx?.http?.get('status-code') instanceof Number && ctx?.http?.get('status-code') >= 500",
  ],
])('a condition in Painless: %j', (change, text) => {
  expect(routeCondition(route(change))).toBe(text);
});

describe('stored and read back', () => {
  test('what a person wrote is all that comes back', () => {
    for (const routes of [[], [route(), route({ pipeline: 'other', index: '' })]])
      for (const confined of [true, false])
        expect(fromStoredPipeline(toStoredPipeline(pipeline, 'app', routes, confined))).toEqual(pipeline);
  });

  test('the index is set back before the routes choose another', () => {
    const { processors } = toStoredPipeline(pipeline, 'app', [route()], true) as unknown as { processors: { set?: { field: string } }[] };
    const indices = processors.flatMap(({ set }) => (set?.field === '_index' ? [(set as unknown as { value: string }).value] : []));
    expect(indices).toEqual(['app', 'app-errors']);
  });
});

test.each([
  [[{ reroute: { destination: 'x' } }], true],
  [[{ foreach: { field: 'a', processor: { pipeline: { name: 'x' } } } }], true],
  [[{ set: { field: 'a', value: 1, on_failure: [{ reroute: {} }] } }], true],
  [[{ set: { field: '_index', value: 'x' } }, { terminate: {} }], true],
  [[{ set: { field: 'pipeline', value: 'reroute' } }], false],
])('%j leads out of the source: %s', (processors, leadsOut) => {
  const check = () => requireConfined({ processors });
  if (leadsOut) expect(check).toThrow('Only an administrator');
  else expect(check).not.toThrow();
});
