import { chooseInterval } from '../../lib/elastic/intervals';
import type { JsonObject } from '../../lib/elastic/wire-types';
import { kqlToDsl } from '../../lib/query/kql/to-dsl';
import type { PanelRequest, QueryContext } from '../panel-type';
import { measuresAggregations, orderBy } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { dateHistogram } from '../shared/time-axis';
import { type Layer, layersOf, type MapConfig } from './schema';

export const mostPoints = 5_000;
/** Stretches of time that a slider goes through, and places in each. */
const mostFrames = 30;
const mostFrameTiles = 800;
/** Geotile zoom of bubbles, and of warmth, which wants to be finer. */
const precisions = { clusters: 5, heat: 7 };

const withAggs = (aggregation: JsonObject, aggs: JsonObject): JsonObject =>
  Object.keys(aggs).length > 0 ? { ...aggregation, aggs } : aggregation;

/** The stretches of time of a slider; undefined where there is none, or no time. */
function framesOf(config: MapConfig, context: QueryContext): JsonObject | undefined {
  const { range, dataView, timeZone } = context;
  if (!config.slider || !dataView?.timeField) return undefined;
  return dateHistogram(dataView.timeField, chooseInterval(range.toMs - range.fromMs, mostFrames), range, timeZone);
}

function bodyOf(layer: Layer, timeField: string | null | undefined, timed: boolean): JsonObject {
  const when = timed && timeField ? timeField : undefined;
  const aggs = measuresAggregations([layer.measure]);
  switch (layer.kind) {
    case 'points': {
      const source = [layer.field, layer.labelField, layer.sizeField, when].filter((field) => field !== undefined);
      return { size: mostPoints, _source: source };
    }
    case 'tracks': {
      const source = [layer.field, layer.entity, when].filter((field) => field !== undefined);
      return { size: mostPoints, _source: source, ...(timeField ? { sort: [{ [timeField]: { order: 'desc' } }] } : {}) };
    }
    case 'choropleth':
      return { aggs: { regions: withAggs({ terms: { field: layer.field, size: 300, order: orderBy(layer.measure, 'm0') } }, aggs) } };
    default: {
      const centre = { geo_centroid: { field: layer.field } };
      const precision = precisions[layer.kind];
      return { aggs: { tiles: { geotile_grid: { field: layer.field, precision, size: 3_000 }, aggs: { ...aggs, centre } } } };
    }
  }
}

/** The same aggregations once more within each stretch of time. */
function withFrames(body: JsonObject, frames: JsonObject | undefined): JsonObject {
  const aggs = body.aggs as Record<string, JsonObject> | undefined;
  if (!frames || !aggs) return body;
  const within = Object.fromEntries(
    Object.entries(aggs).map(([name, aggregation]) => [
      name,
      aggregation.geotile_grid
        ? { ...aggregation, geotile_grid: { ...(aggregation.geotile_grid as JsonObject), size: mostFrameTiles } }
        : aggregation,
    ]),
  );
  return { ...body, aggs: { ...aggs, frames: { date_histogram: { ...frames, min_doc_count: 1 }, aggs: within } } };
}

const comparable = (layer: Layer) => layer.kind === 'clusters' || layer.kind === 'choropleth';

/** One search a layer, under the layer's id; `previous-` before it for the time that is compared with. */
export function mapRequests(config: MapConfig, context: QueryContext): PanelRequest[] {
  const frames = framesOf(config, context);
  const stretches: PanelRequest[] = frames ? [{ key: 'frames', body: { aggs: { frames: { date_histogram: frames } } } }] : [];
  const layers = layersOf(config).flatMap((layer): PanelRequest[] => {
    const filter = [
      ...(layer.kind === 'choropleth' ? [] : [{ exists: { field: layer.field } }]),
      ...(layer.kql?.trim() ? [kqlToDsl(layer.kql, { timeZone: context.timeZone })] : []),
    ];
    const request = {
      key: layer.id,
      body: bodyOf(layer, context.dataView?.timeField, frames !== undefined),
      ...(filter.length > 0 ? { filter } : {}),
    };
    const [main, before] = comparable(layer) ? withPrevious([request], context) : [request];
    return [
      ...(main ? [{ ...main, body: withFrames(main.body, frames) }] : []),
      ...(before ? [{ ...before, key: `previous-${layer.id}` }] : []),
    ];
  });
  return [...layers, ...stretches];
}
