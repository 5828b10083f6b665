import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestEngine } from '../testing';

interface Feature {
  type: number;
  geometry: number[];
  properties: Record<string, unknown>;
}

/** Layers by name, read as the Vector Tile specification has them. */
function decode(bytes: Uint8Array): Record<string, Feature[]> {
  const layers: Record<string, Feature[]> = {};
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    if (tag !== 3) return;
    const layer = {
      name: '',
      keys: [] as string[],
      values: [] as unknown[],
      features: [] as { tags: number[]; type: number; geometry: number[] }[],
    };
    const end = pbf.readVarint() + pbf.pos;
    pbf.readFields(
      (part) => {
        if (part === 1) layer.name = pbf.readString();
        else if (part === 3) layer.keys.push(pbf.readString());
        else if (part === 2 || part === 4) {
          const inner = pbf.readVarint() + pbf.pos;
          const feature = { tags: [] as number[], type: 0, geometry: [] as number[] };
          pbf.readFields(
            (own) => {
              if (part === 2 && own === 2) pbf.readPackedVarint(feature.tags);
              else if (part === 2 && own === 3) feature.type = pbf.readVarint();
              else if (part === 2 && own === 4) pbf.readPackedVarint(feature.geometry);
              else if (part === 4)
                layer.values.push(
                  own === 1 ? pbf.readString() : own === 3 ? pbf.readDouble() : own === 6 ? pbf.readSVarint() : pbf.readBoolean(),
                );
            },
            undefined,
            inner,
          );
          if (part === 2) layer.features.push(feature);
        }
      },
      undefined,
      end,
    );
    layers[layer.name] = layer.features.map(({ tags, type, geometry }) => ({
      type,
      geometry,
      properties: Object.fromEntries(
        Array.from({ length: tags.length / 2 }, (__, at) => [layer.keys[tags[at * 2] ?? 0] ?? '', layer.values[tags[at * 2 + 1] ?? 0]]),
      ),
    }));
  }, undefined);
  return layers;
}

let engine: Awaited<ReturnType<typeof openTestEngine>>;
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  engine = await openTestEngine();
  const mappings = { properties: { place: { type: 'geo_point' }, ms: { type: 'long' }, name: { type: 'keyword' } } };
  await fetch(`${engine.url}/places`, { method: 'PUT', headers: json, body: JSON.stringify({ mappings }) });
  const lines = [
    { place: { lat: 52.5, lon: 13.4 }, ms: 1, name: 'one' },
    { place: { lat: 52.5, lon: 13.4 }, ms: 2, name: 'two' },
    { place: { lat: -33.9, lon: 151.2 }, ms: 4, name: 'far' },
  ].map((document) => `{"index":{}}\n${JSON.stringify(document)}\n`);
  await fetch(`${engine.url}/places/_bulk?refresh=true`, { method: 'POST', headers: json, body: lines.join('') });
});

afterAll(() => engine.close());

const tile = async (path: string, body: unknown) => {
  const response = await fetch(`${engine.url}/places/_mvt/place/${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) });
  return { response, layers: response.ok ? decode(new Uint8Array(await response.arrayBuffer())) : {} };
};

test('a tile shows its own points, cells and totals', async () => {
  const { response, layers } = await tile('1/1/0', { fields: ['name'], grid_precision: 4, aggs: { total: { sum: { field: 'ms' } } } });
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  expect(layers.hits?.map(({ type, properties }) => [type, properties.name])).toEqual([
    [1, 'one'],
    [1, 'two'],
  ]);
  // Berlin in the north-eastern quarter of the world: 13.4 of 180 degrees to the right
  const [command, x = 0] = layers.hits?.[0]?.geometry ?? [];
  expect([command, x / 2]).toEqual([9, Math.round((13.4 / 180) * 4_096)]);
  expect(layers.aggs).toHaveLength(1);
  expect(layers.aggs?.[0]?.type).toBe(3);
  expect(layers.aggs?.[0]?.properties).toMatchObject({ _count: 2, 'total.value': 3, _key: '5/17/10' });
  expect(layers.meta?.[0]?.properties).toMatchObject({ 'hits.total.value': 2, 'aggregations._count.sum': 2 });
});

test('cells of other kinds, and tiles that are none', async () => {
  const hex = await tile('0/0/0', { grid_agg: 'geohex', grid_type: 'point', size: 0 });
  expect(hex.layers.hits).toEqual([]);
  expect(hex.layers.aggs?.map(({ type, properties }) => [type, properties._count])).toEqual([
    [1, 2],
    [1, 1],
  ]);
  expect((await tile('1/2/0', {})).response.status).toBe(400);
  expect((await tile('1/0/0', { grid_type: 'star' })).response.status).toBe(400);
});
