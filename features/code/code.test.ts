import { describe, expect, test } from 'vitest';
import { storefrontDashboard } from '../samples/storefront-dashboard';
import { checkContent, checkDashboard } from './check-content';
import { dashboardJsonSchema } from './json-schema';
import type { Content } from './schema';
import { fromText, toText } from './to-text';

const sample = checkDashboard(storefrontDashboard as unknown as Content) as unknown as Content;

describe('a dashboard as text', () => {
  test('loses nothing, and is the same text again', () => {
    const text = toText('dashboards', sample);
    const read = checkContent('dashboards', fromText(text));
    expect(toText('dashboards', read)).toBe(text);
    const byId = (content: Content) => [...(content.panels as { id: string }[])].sort((left, right) => (left.id < right.id ? -1 : 1));
    expect({ ...read, panels: byId(read) }).toEqual({ ...sample, panels: byId(sample) });
  });

  test('does not depend on the order of keys and panels', () => {
    const shuffled = Object.fromEntries(Object.entries(sample).reverse()) as Content;
    shuffled.panels = [...(sample.panels as object[])].reverse().map((panel) => Object.fromEntries(Object.entries(panel).reverse()));
    expect(toText('dashboards', shuffled)).toBe(toText('dashboards', sample));
  });

  test('says one thing in one line, so that a diff is small', () => {
    const moved = structuredClone(sample) as { panels: { layout: { w: number } }[] };
    (moved.panels[0] as { layout: { w: number } }).layout.w = 2;
    const [before, after] = [sample, moved as unknown as Content].map((content) => toText('dashboards', content).split('\n'));
    expect((after ?? []).filter((line, at) => line !== before?.[at])).toHaveLength(1);
  });
});

describe('what is wrong is said with its place', () => {
  test.each<[string, Content, RegExp]>([
    ['no version', { title: 'x' }, /says no version/],
    [
      'an unknown kind',
      { ...sample, panels: [{ id: 'a', kind: 'gauge', title: '', layout: { x: 0, y: 0, w: 1, h: 1 }, config: {} }] },
      /panels\.0\.kind: there is no panel kind "gauge"/,
    ],
    [
      'settings that are none',
      {
        ...sample,
        panels: [
          {
            id: 'a',
            kind: 'xy',
            title: '',
            layout: { x: 0, y: 0, w: 1, h: 1 },
            config: { source: { type: 'search', dataView: 'a' }, mark: 'blob' },
          },
        ],
      },
      /panels\.0\.config\.mark/,
    ],
    [
      'an id twice',
      {
        ...sample,
        panels: [0, 1].map((y) => ({ id: 'a', kind: 'markdown', title: '', layout: { x: 0, y, w: 1, h: 1 }, config: { text: 'x' } })),
      },
      /panels\.1\.id: a stands twice/,
    ],
  ])('%s', (_, content, message) => {
    expect(() => checkDashboard(content)).toThrow(message);
  });
  test('a data view with a key that means nothing', () => {
    expect(() => checkContent('data-views', { title: 'x', pattern: 'x', timeField: null, colour: 'red' })).toThrow('colour');
  });
  test.each([
    ['a: [', /flow|Flow/],
    ['- 1', /keys and values/],
    ['a: &x 1\nb: *x', /alias/i],
  ])('%j is no item', (text, message) => {
    expect(() => fromText(text)).toThrow(message);
  });
});

test('the JSON Schema knows every kind of panel and its settings', () => {
  const schema = JSON.stringify(dashboardJsonSchema());
  for (const kind of ['xy', 'metric', 'table', 'pie', 'heatmap', 'map', 'log-stream', 'markdown'])
    expect(schema).toContain(`"const":"${kind}"`);
  expect(schema).toContain('"smoothOver"');
});
