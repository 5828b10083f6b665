import { EsError, illegalArgument } from '../plan/es-error';
import { cellCorners } from '../store/functions';
import { type EngineRequest, type Handler, jsonBody } from './request';
import { runSearch, type SearchAnswer } from './run-search';
import { sourcesOf } from './search';
import { encodeTile, type TileFeature } from './vector-tile';

type Json = Record<string, unknown>;
type Corner = [lon: number, lat: number];

interface Tile {
  zoom: number;
  x: number;
  y: number;
  extent: number;
}

const lonOf = (x: number, zoom: number) => (x / 2 ** zoom) * 360 - 180;
const latOf = (y: number, zoom: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** zoom))) * 180) / Math.PI;

/** A place in the tile's own coordinates. */
function project({ zoom, x, y, extent }: Tile, [lon, lat]: Corner): [number, number] {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  const across = ((lon + 180) / 360) * 2 ** zoom;
  const down = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** zoom;
  return [Math.round((across - x) * extent), Math.round((down - y) * extent)];
}

const rectangle = (tile: Tile, left: number, top: number, right: number, bottom: number): TileFeature['rings'] => [
  (
    [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ] as Corner[]
  ).map((corner) => project(tile, corner)),
];

function readTile({ path }: EngineRequest, body: Json): Tile {
  const [zoom, x, y] = [path.zoom, path.x, path.y].map(Number) as [number, number, number];
  if (!Number.isInteger(zoom) || zoom < 0 || zoom > 29)
    throw illegalArgument(`Invalid geotile_grid precision of ${path.zoom}. Must be between 0 and 29.`);
  if (![x, y].every((part) => Number.isInteger(part) && part >= 0 && part < 2 ** zoom))
    throw illegalArgument(`Zoom/X/Y combination is not valid: ${path.zoom}/${path.x}/${path.y}`);
  const extent = Number(body.extent ?? 4_096);
  if (!Number.isInteger(extent) || extent < 1) throw illegalArgument(`[extent] must be positive, got [${String(body.extent)}]`);
  return { zoom, x, y, extent };
}

/** Numbers of a bucket's sub-aggregations, as `name.value`. */
function inner(bucket: Json): Json {
  const found: Json = {};
  for (const [name, value] of Object.entries(bucket)) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [part, number] of Object.entries(value)) if (typeof number === 'number') found[`${name}.${part}`] = number;
  }
  return found;
}

interface Grid {
  hex: boolean;
  type: 'grid' | 'point' | 'centroid';
  precision: number;
}

/** H3 resolutions whose cells are about as large as the tiles of a zoom level. */
const hexOf = (zoom: number) => Math.max(0, Math.min(15, Math.round(zoom / 1.4 - 1)));

function readGrid(body: Json, zoom: number): Grid | undefined {
  const precision = Number(body.grid_precision ?? 8);
  if (!Number.isInteger(precision) || precision < 0 || precision > 8)
    throw illegalArgument(`[gridPrecision] must be between 0 and 8, got [${String(body.grid_precision)}]`);
  const type = String(body.grid_type ?? 'grid').toLowerCase();
  if (type !== 'grid' && type !== 'point' && type !== 'centroid') throw illegalArgument(`Invalid [grid_type] [${type}]`);
  const kind = String(body.grid_agg ?? 'geotile');
  if (kind !== 'geotile' && kind !== 'geohex') throw illegalArgument(`Invalid [grid_agg] [${kind}]`);
  if (precision === 0) return undefined;
  const fine = Math.min(29, zoom + precision);
  return { hex: kind === 'geohex', type, precision: kind === 'geohex' ? hexOf(fine) : fine };
}

function cellFeature(tile: Tile, { hex, type }: Grid, bucket: Json): TileFeature {
  const key = String(bucket.key);
  const properties = { _count: bucket.doc_count, _key: key, ...inner(bucket) };
  const centroid = (bucket._centroid as { location?: { lat: number; lon: number } } | undefined)?.location;
  delete (properties as Json)['_centroid.count'];
  if (type === 'centroid' && centroid) return { type: 'point', rings: [[project(tile, [centroid.lon, centroid.lat])]], properties };
  if (hex) {
    const corners = cellCorners(key).map(([lat, lon]): Corner => [lon, lat]);
    const middle: Corner = [
      corners.reduce((sum, [lon]) => sum + lon, 0) / corners.length,
      corners.reduce((sum, [, lat]) => sum + lat, 0) / corners.length,
    ];
    return type === 'grid'
      ? { type: 'polygon', rings: [corners.reverse().map((corner) => project(tile, corner))], properties }
      : { type: 'point', rings: [[project(tile, middle)]], properties };
  }
  const [zoom = 0, x = 0, y = 0] = key.split('/').map(Number);
  return type === 'grid'
    ? { type: 'polygon', rings: rectangle(tile, lonOf(x, zoom), latOf(y, zoom), lonOf(x + 1, zoom), latOf(y + 1, zoom)), properties }
    : { type: 'point', rings: [[project(tile, [lonOf(x + 0.5, zoom), latOf(y + 0.5, zoom)])]], properties };
}

/** Points of a hit's own field; shapes are not drawn. */
function hitFeature(tile: Tile, hit: Json, field: string, fields: string[]): TileFeature | undefined {
  const values = (hit.fields ?? {}) as Record<string, unknown[]>;
  const points = (values[field] ?? [])
    .map((value) => (value as { coordinates?: Corner }).coordinates)
    .filter((point) => Array.isArray(point));
  if (points.length === 0) return undefined;
  const shown = Object.fromEntries(fields.map((name) => [name, values[name]?.[0]]));
  return {
    type: 'point',
    rings: points.map((point) => [project(tile, point as Corner)]),
    properties: { _id: hit._id, _index: hit._index, ...shown },
  };
}

function metaProperties(answer: SearchAnswer, counts: number[]): Json {
  const { took, timed_out, _shards, hits } = answer;
  const sum = counts.reduce((total, count) => total + count, 0);
  return {
    took,
    timed_out,
    ...Object.fromEntries(Object.entries(_shards).map(([key, value]) => [`_shards.${key}`, value])),
    'hits.total.value': hits.total?.value,
    'hits.total.relation': hits.total?.relation,
    ...(counts.length === 0
      ? {}
      : {
          'aggregations._count.count': counts.length,
          'aggregations._count.min': Math.min(...counts),
          'aggregations._count.max': Math.max(...counts),
          'aggregations._count.avg': sum / counts.length,
          'aggregations._count.sum': sum,
        }),
  };
}

const fieldNames = (fields: unknown): string[] =>
  ((fields ?? []) as unknown[]).map((entry) => (typeof entry === 'string' ? entry : String((entry as Json).field)));

/** `GET /:index/_mvt/:field/:zoom/:x/:y`: hits, grid cells and totals of one tile, as a vector tile. */
async function vectorTile(request: EngineRequest) {
  const body = jsonBody(request.text);
  const field = request.path.field ?? '';
  const sources = sourcesOf(request);
  for (const source of sources) {
    const own = source.fields.get(field);
    if (own && own.type !== 'geo_point' && own.type !== 'geo_shape')
      throw new EsError('illegal_argument_exception', `Field [${field}] is not a geo field`, 400);
  }
  const tile = readTile(request, body);
  const { zoom, x, y, extent } = tile;
  const beyond = Number(body.buffer ?? 5) / extent;
  const box = {
    top: latOf(y - beyond, zoom),
    left: lonOf(x - beyond, zoom),
    bottom: latOf(y + 1 + beyond, zoom),
    right: lonOf(x + 1 + beyond, zoom),
  };
  const clipped = {
    ...box,
    top: Math.min(90, box.top),
    bottom: Math.max(-90, box.bottom),
    left: Math.max(-180, box.left),
    right: Math.min(180, box.right),
  };
  const grid = readGrid(body, zoom);
  const names = fieldNames(body.fields);
  const cells = grid && {
    [grid.hex ? 'geohex_grid' : 'geotile_grid']: { field, precision: grid.precision, size: 65_536 },
    aggs: { ...((body.aggs ?? {}) as Json), ...(grid.type === 'centroid' ? { _centroid: { geo_centroid: { field } } } : {}) },
  };
  const answer = await runSearch(
    request.context,
    sources,
    {
      size: Number(body.size ?? 10_000),
      track_total_hits: body.track_total_hits ?? 10_000,
      _source: false,
      fields: [{ field }, ...names.map((name) => ({ field: name }))],
      ...(body.sort === undefined ? {} : { sort: body.sort }),
      query: { bool: { filter: [{ geo_bounding_box: { [field]: clipped } }, ...(body.query ? [body.query] : [])] } },
      ...(cells ? { aggs: { cells } } : {}),
    },
    request.signal,
  );
  const buckets = ((answer.aggregations?.cells as { buckets?: Json[] } | undefined)?.buckets ?? []) as Json[];
  const layers = [
    { name: 'hits', extent, features: answer.hits.hits.flatMap((hit) => hitFeature(tile, hit as Json, field, names) ?? []) },
    ...(grid ? [{ name: 'aggs', extent, features: buckets.map((bucket) => cellFeature(tile, grid, bucket)) }] : []),
    {
      name: 'meta',
      extent,
      features: [
        {
          type: 'polygon' as const,
          rings: rectangle(tile, lonOf(x, zoom), latOf(y, zoom), lonOf(x + 1, zoom), latOf(y + 1, zoom)),
          properties: metaProperties(
            answer,
            buckets.map(({ doc_count }) => Number(doc_count)),
          ),
        },
      ],
    },
  ];
  return { status: 200, body: encodeTile(layers), headers: { 'content-type': 'application/vnd.mapbox-vector-tile' } };
}

export const vectorTileRoutes: [string, string, Handler][] = [['GET,POST', '/:index/_mvt/:field/:zoom/:x/:y', vectorTile]];
