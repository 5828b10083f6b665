import { msg } from '../../lib/i18n/t';
import { definePanelType } from '../panel-type';
import { mapData } from './data';
import { mapRequests } from './query';
import { type MapConfig, type MapData, mapSchema } from './schema';

export const map = definePanelType<MapConfig, MapData>({
  kind: 'map',
  title: msg('Map'),
  summary: msg('Layers of points, clusters, warmth, ways and regions on an offline map of the world.'),
  schema: mapSchema as never,
  size: { w: 6, h: 12 },
  wants: 'points',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    mapSchema.parse({
      source: { type: 'search', dataView: dataView.id },
      layers: [{ id: 'first', kind: field?.type === 'geo_point' ? 'clusters' : 'choropleth', field: field?.path ?? '' }],
    }),
  buildRequests: mapRequests,
  toData: mapData,
  isEmpty: (data) => data.layers.every(({ points, regions, tracks }) => points.length + regions.length + tracks.length === 0),
});
