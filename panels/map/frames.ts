import type { LayerData, MapData } from './schema';

const amounts = (layer: LayerData) =>
  (layer.frames ?? []).flatMap(({ points, regions }) => [...points, ...regions].flatMap(({ value }) => (value === null ? [] : [value])));

/** One layer within a stretch of time. Its scale is that of all stretches: sizes and colours stay comparable while the time runs. */
function layerAt(layer: LayerData, { fromMs, toMs }: { fromMs: number; toMs: number }): LayerData {
  const within = (atMs: number | undefined) => atMs !== undefined && atMs >= fromMs && atMs < toMs;
  switch (layer.kind) {
    case 'points':
      return { ...layer, points: layer.points.filter(({ atMs }) => within(atMs)) };
    case 'tracks': {
      // A way is there as far as it was gone by then.
      const tracks = layer.tracks.map((track) => ({
        ...track,
        line: track.line.filter((_, at) => (track.atMs?.[at] ?? Number.POSITIVE_INFINITY) < toMs),
      }));
      return { ...layer, tracks: tracks.filter(({ line }) => line.length > 0) };
    }
    default: {
      const frame = layer.frames?.find((one) => one.fromMs === fromMs);
      const values = amounts(layer);
      return {
        ...layer,
        points: frame?.points ?? [],
        regions: frame?.regions ?? [],
        min: Math.min(...values, Number.POSITIVE_INFINITY),
        max: Math.max(...values, 0),
      };
    }
  }
}

/** What a map shows of one stretch of its time; all of it where `at` is undefined. */
export function mapAt(data: MapData, at: number | undefined): MapData {
  const stretch = at === undefined ? undefined : data.frames?.[at];
  return stretch ? { ...data, layers: data.layers.map((layer) => layerAt(layer, stretch)) } : data;
}
