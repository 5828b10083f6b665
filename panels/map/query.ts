import type { JsonObject } from '../../lib/elastic/wire-types';
import { kqlToDsl } from '../../lib/query/kql/to-dsl';
import type { PanelRequest, QueryContext } from '../panel-type';
import { measuresAggregations, orderBy } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { type Layer, layersOf, type MapConfig } from './schema';

export const mostPoints = 5_000;
/** Geotile zoom of bubbles, and of warmth, which wants to be finer. */
const precisions = { clusters: 5, heat: 7 };

const withAggs = (aggregation: JsonObject, aggs: JsonObject): JsonObject =>
  Object.keys(aggs).length > 0 ? { ...aggregation, aggs } : aggregation;

function bodyOf(layer: Layer, timeField: string | null | undefined): JsonObject {
  const aggs = measuresAggregations([layer.measure]);
  switch (layer.kind) {
    case 'points': {
      const source = [layer.field, layer.labelField, layer.sizeField].filter((field) => field !== undefined);
      return { size: mostPoints, _source: source };
    }
    case 'tracks': {
      const source = [layer.field, layer.entity].filter((field) => field !== undefined);
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

const comparable = (layer: Layer) => layer.kind === 'clusters' || layer.kind === 'choropleth';

/** One search a layer, under the layer's id; `previous-` before it for the time that is compared with. */
export function mapRequests(config: MapConfig, context: QueryContext): PanelRequest[] {
  return layersOf(config).flatMap((layer): PanelRequest[] => {
    const filter = [
      ...(layer.kind === 'choropleth' ? [] : [{ exists: { field: layer.field } }]),
      ...(layer.kql?.trim() ? [kqlToDsl(layer.kql, { timeZone: context.timeZone })] : []),
    ];
    const request = { key: layer.id, body: bodyOf(layer, context.dataView?.timeField), ...(filter.length > 0 ? { filter } : {}) };
    const [main, before] = comparable(layer) ? withPrevious([request], context) : [request];
    return [...(main ? [main] : []), ...(before ? [{ ...before, key: `previous-${layer.id}` }] : [])];
  });
}
