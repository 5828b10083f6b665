import type { Json, SearchResponse } from '../../lib/elastic/wire-types';
import { bucketsOf, valuesAt } from '../../lib/elastic/wire-types';
import { definePanelType, type PanelRequest, type QueryContext } from '../panel-type';
import { measuresAggregations, nameMeasure, orderBy, readMeasure, styleOf } from '../shared/measure';
import { amountBefore, bucketBefore, withPrevious } from '../shared/previous';
import { type MapConfig, type MapData, type MapPoint, mapSchema } from './schema';

const mostPoints = 5_000;
const clusterPrecision = 5;

function mapRequests(config: MapConfig, context: QueryContext): PanelRequest[] {
  const requests = mainRequests(config);
  return config.layer === 'points' ? requests : withPrevious(requests, context);
}

function mainRequests(config: MapConfig): PanelRequest[] {
  const aggs = measuresAggregations([config.measure]);
  if (config.layer === 'points') {
    const source = [config.field, config.labelField, config.sizeField].filter((field) => field !== undefined);
    return [{ key: 'main', body: { size: mostPoints, _source: source }, filter: [{ exists: { field: config.field } }] }];
  }
  if (config.layer === 'choropleth') {
    return [
      {
        key: 'main',
        body: {
          aggs: {
            regions: {
              terms: { field: config.field, size: 300, order: orderBy(config.measure, 'm0') },
              ...(Object.keys(aggs).length > 0 ? { aggs } : {}),
            },
          },
        },
      },
    ];
  }
  return [
    {
      key: 'main',
      body: {
        aggs: {
          tiles: {
            geotile_grid: { field: config.field, precision: clusterPrecision, size: 2_000 },
            aggs: { ...aggs, centre: { geo_centroid: { field: config.field } } },
          },
        },
      },
    },
  ];
}

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

function documentPoints(config: MapConfig, answer: SearchResponse | undefined): MapPoint[] {
  return (answer?.hits.hits ?? []).flatMap((hit): MapPoint[] => {
    const source = (hit._source ?? {}) as Json;
    const point = pointOf(valuesAt(source, config.field));
    if (!point) return [];
    const size = config.sizeField ? Number(valuesAt(source, config.sizeField)[0]) : Number.NaN;
    const label = config.labelField ? valuesAt(source, config.labelField)[0] : undefined;
    return [
      { ...point, value: Number.isFinite(size) ? size : null, ...(label === undefined || label === null ? {} : { label: String(label) }) },
    ];
  });
}

function clusterPoints(config: MapConfig, answer: SearchResponse | undefined, previous: SearchResponse | undefined): MapPoint[] {
  const before = new Map(bucketsOf(previous?.aggregations?.tiles).map((bucket) => [bucket.key as unknown, bucket]));
  return bucketsOf(answer?.aggregations?.tiles).flatMap((bucket): MapPoint[] => {
    const location = bucket.centre?.location as { lat: number; lon: number } | undefined;
    return location
      ? [
          {
            ...location,
            value: readMeasure(config.measure, 'm0', bucket),
            ...amountBefore(config.measure, before.get(bucket.key)),
            box: tileBox(String(bucket.key)),
          },
        ]
      : [];
  });
}

function mapData(config: MapConfig, answers: Record<string, SearchResponse>, context: QueryContext): MapData {
  const points =
    config.layer === 'points'
      ? documentPoints(config, answers.main)
      : config.layer === 'clusters'
        ? clusterPoints(config, answers.main, answers.previous)
        : [];
  const regionBefore = bucketBefore(answers.previous?.aggregations?.regions);
  const regions = bucketsOf(answers.main?.aggregations?.regions).map((bucket) => ({
    code: String(bucket.key),
    value: readMeasure(config.measure, 'm0', bucket),
    ...amountBefore(config.measure, regionBefore(bucket.key)),
  }));
  const values = [...points, ...regions].flatMap(({ value }) => (value === null ? [] : [value]));
  const measureName = config.layer === 'points' ? (config.sizeField ?? 'documents') : nameMeasure(config.measure);
  const style =
    config.layer === 'points'
      ? { format: context.dataView?.fieldFormats[config.sizeField ?? '']?.format ?? 'number' }
      : styleOf(config.measure, context.dataView?.fieldFormats);
  return {
    layer: config.layer,
    field: config.field,
    points,
    regions,
    ...(answers.previous ? { against: context.against } : {}),
    min: Math.min(...values, Number.POSITIVE_INFINITY),
    max: Math.max(...values, 0),
    truncated: points.length >= mostPoints,
    measureName,
    style,
  };
}

export const map = definePanelType<MapConfig, MapData>({
  kind: 'map',
  title: 'Map',
  summary: 'Points, clusters or countries on an offline map of the world.',
  schema: mapSchema as never,
  size: { w: 6, h: 12 },
  wants: 'points',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    mapSchema.parse({
      source: { type: 'search', dataView: dataView.id },
      layer: field?.type === 'geo_point' ? 'clusters' : 'choropleth',
      field: field?.path ?? '',
    }),
  buildRequests: mapRequests,
  toData: mapData,
  isEmpty: (data) => data.points.length === 0 && data.regions.length === 0,
});
