import { t } from '../../lib/i18n/t';
import { before, type PanelTable, type TableCell, type Tabulate, withBefore } from '../shared/panel-table';
import type { LayerData, MapData } from './schema';

function rowsOf(layer: LayerData, against: string | undefined): TableCell[][] {
  return [
    ...layer.regions.map((region): TableCell[] => [
      layer.name,
      region.code,
      null,
      null,
      region.value,
      ...withBefore(against, region.before),
    ]),
    ...layer.points.map((point): TableCell[] => [
      layer.name,
      point.label ?? null,
      point.lat,
      point.lon,
      point.value,
      ...withBefore(against, point.before),
    ]),
    ...layer.tracks.flatMap(({ key, line }) =>
      line.map(([lon, lat]): TableCell[] => [layer.name, key, lat, lon, null, ...withBefore(against, null)]),
    ),
  ];
}

export const mapTable: Tabulate<MapData> = ({ layers, against }): PanelTable => ({
  columns: [t('Layer'), t('Region or name'), t('Latitude'), t('Longitude'), t('Value'), ...before(against)],
  rows: layers.flatMap((layer) => rowsOf(layer, against)),
});
