import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { MapData } from './schema';

export const mapTable: Tabulate<MapData> = ({ layer, points, regions, measureName, against }) =>
  layer === 'choropleth'
    ? {
        columns: ['Region', measureName, ...before(against)],
        rows: regions.map((region) => [region.code, region.value, ...withBefore(against, region.before)]),
      }
    : {
        columns: ['Latitude', 'Longitude', 'Name', measureName, ...before(against)],
        rows: points.map((point) => [point.lat, point.lon, point.label ?? null, point.value, ...withBefore(against, point.before)]),
      };
