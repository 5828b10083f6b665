import { readInstant } from '../../lib/elastic/date-math';
import type { AggregationResult, Json, SearchResponse } from '../../lib/elastic/wire-types';
import { bucketsOf, valuesAt } from '../../lib/elastic/wire-types';
import { t } from '../../lib/i18n/t';
import type { QueryContext } from '../panel-type';
import { nameMeasure, readMeasure, styleOf } from '../shared/measure';
import { amountBefore, bucketBefore } from '../shared/previous';
import { mostPoints } from './query';
import {
  type Layer,
  type LayerData,
  type LayerFrame,
  layersOf,
  type MapConfig,
  type MapData,
  type MapPoint,
  type MapRegion,
} from './schema';

/** The edges of a web-mercator tile, in degrees. */
function tileBox(key: string): MapPoint['box'] {
  const [z = 0, x = 0, y = 0] = key.split('/').map(Number);
  const lon = (column: number) => (column / 2 ** z) * 360 - 180;
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return { top: lat(y), left: lon(x), bottom: lat(y + 1), right: lon(x + 1) };
}

function pointOf(value: Json[]): { lat: number; lon: number } | undefined {
  const [first, second] = value;
  if (typeof first === 'number' && typeof second === 'number') return { lon: first, lat: second };
  if (typeof first === 'string') {
    const [lat, lon] = first.split(',').map(Number);
    return Number.isFinite(lat) && Number.isFinite(lon) ? { lat: lat as number, lon: lon as number } : undefined;
  }
  if (first && typeof first === 'object' && !Array.isArray(first) && typeof first.lat === 'number' && typeof first.lon === 'number')
    return { lat: first.lat, lon: first.lon };
  return undefined;
}

const sourcesOf = (answer: SearchResponse | undefined) => (answer?.hits.hits ?? []).map((hit) => (hit._source ?? {}) as Json);

const when = (source: Json, timeField: string | undefined): { atMs?: number } => {
  const atMs = timeField ? readInstant(valuesAt(source, timeField)[0]) : undefined;
  return atMs === undefined ? {} : { atMs };
};

function documentPoints(layer: Layer, answer: SearchResponse | undefined, timeField: string | undefined): MapPoint[] {
  return sourcesOf(answer).flatMap((source): MapPoint[] => {
    const point = pointOf(valuesAt(source, layer.field));
    if (!point) return [];
    const size = layer.sizeField ? Number(valuesAt(source, layer.sizeField)[0]) : Number.NaN;
    const label = layer.labelField ? valuesAt(source, layer.labelField)[0] : undefined;
    return [
      {
        ...point,
        value: Number.isFinite(size) ? size : null,
        ...(label === undefined || label === null ? {} : { label: String(label) }),
        ...when(source, timeField),
      },
    ];
  });
}

type Found = Record<string, AggregationResult | undefined> | undefined;

function tilePoints(layer: Layer, found: Found, previous: Found): MapPoint[] {
  const before = new Map(bucketsOf(previous?.tiles).map((bucket) => [bucket.key as unknown, bucket]));
  return bucketsOf(found?.tiles).flatMap((bucket): MapPoint[] => {
    const location = bucket.centre?.location as { lat: number; lon: number } | undefined;
    const value = readMeasure(layer.measure, 'm0', bucket);
    const then = amountBefore(layer.measure, before.get(bucket.key));
    return location ? [{ ...location, value, ...then, box: tileBox(String(bucket.key)) }] : [];
  });
}

function regionsOf(layer: Layer, found: Found, previous: Found): MapRegion[] {
  const before = bucketBefore(previous?.regions);
  return bucketsOf(found?.regions).map((bucket) => ({
    code: String(bucket.key),
    value: readMeasure(layer.measure, 'm0', bucket),
    ...amountBefore(layer.measure, before(bucket.key)),
  }));
}

/** Places in the order of time, by whose they are; the newest documents, the oldest first. */
function tracksOf(layer: Layer, answer: SearchResponse | undefined, timeField: string | undefined): LayerData['tracks'] {
  const tracks = new Map<string, LayerData['tracks'][number]>();
  for (const source of sourcesOf(answer).reverse()) {
    const point = pointOf(valuesAt(source, layer.field));
    if (!point) continue;
    const whose = layer.entity ? valuesAt(source, layer.entity)[0] : 'all';
    if (typeof whose !== 'string' && typeof whose !== 'number') continue;
    const track = tracks.get(String(whose)) ?? { key: String(whose), value: whose, line: [] };
    track.line.push([point.lon, point.lat]);
    const { atMs } = when(source, timeField);
    if (atMs !== undefined) {
      track.atMs ??= [];
      track.atMs.push(atMs);
    }
    tracks.set(track.key, track);
  }
  return [...tracks.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const isTiled = ({ kind }: Layer) => kind === 'clusters' || kind === 'heat';

function framesOf(layer: Layer, answer: SearchResponse | undefined): { frames?: LayerFrame[] } {
  const found = answer?.aggregations?.frames;
  if (!found) return {};
  return {
    frames: bucketsOf(found).map((bucket) => ({
      fromMs: Number(bucket.key),
      points: isTiled(layer) ? tilePoints(layer, bucket as Found, undefined) : [],
      regions: regionsOf(layer, bucket as Found, undefined),
    })),
  };
}

function layerData(layer: Layer, answers: Record<string, SearchResponse>, context: QueryContext, timeField: string | undefined): LayerData {
  const [answer, previous] = [answers[layer.id], answers[`previous-${layer.id}`]];
  const [found, before] = [answer?.aggregations as Found, previous?.aggregations as Found];
  const points =
    layer.kind === 'points' ? documentPoints(layer, answer, timeField) : isTiled(layer) ? tilePoints(layer, found, before) : [];
  const regions = regionsOf(layer, found, before);
  const values = [...points, ...regions].flatMap(({ value }) => (value === null ? [] : [value]));
  const single = layer.kind === 'points' || layer.kind === 'tracks';
  const formats = context.dataView?.fieldFormats;
  return {
    id: layer.id,
    kind: layer.kind,
    name: layer.name || (single ? (layer.entity ?? layer.sizeField ?? t('Documents')) : nameMeasure(layer.measure)),
    field: layer.field,
    ...(layer.entity ? { entity: layer.entity } : {}),
    points,
    tracks: layer.kind === 'tracks' ? tracksOf(layer, answer, timeField) : [],
    regions,
    ...framesOf(layer, answer),
    atlas: layer.atlas,
    min: Math.min(...values, Number.POSITIVE_INFINITY),
    max: Math.max(...values, 0),
    truncated: single && (answer?.hits.hits.length ?? 0) >= mostPoints,
    measureName: single ? (layer.sizeField ?? 'documents') : nameMeasure(layer.measure),
    style: single ? { format: formats?.[layer.sizeField ?? '']?.format ?? 'number' } : styleOf(layer.measure, formats),
  };
}

function stretches(answer: SearchResponse | undefined, toMs: number): Pick<MapData, 'frames'> {
  const starts = bucketsOf(answer?.aggregations?.frames).map(({ key }) => Number(key));
  return starts.length > 1 ? { frames: starts.map((fromMs, at) => ({ fromMs, toMs: starts[at + 1] ?? toMs })) } : {};
}

export function mapData(config: MapConfig, answers: Record<string, SearchResponse>, context: QueryContext): MapData {
  const timeField = config.slider ? (context.dataView?.timeField ?? undefined) : undefined;
  return {
    layers: layersOf(config).map((layer) => layerData(layer, answers, context, timeField)),
    ...(context.compare ? { against: context.against } : {}),
    ...stretches(answers.frames, context.range.toMs),
  };
}
