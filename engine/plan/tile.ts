const [tiles, last] = [2 ** 29, 2 ** 29 - 1];
const within = (tile: number) => BigInt(Math.max(0, Math.min(last, Math.floor(tile))));

/**
 * The web-mercator tile of a place at zoom 29 as one number, x · 2^29 + y, from which the tile of every lesser zoom is two shifts away.
 * Elasticsearch clips latitude to ±85.0511°.
 */
export function finestTile({ lat, lon }: { lat: number; lon: number }): bigint {
  const sine = Math.sin((Math.max(-85.0511287, Math.min(85.0511287, lat)) * Math.PI) / 180);
  const x = ((lon + 180) / 360) * tiles;
  const y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * tiles;
  return within(x) * BigInt(tiles) + within(y);
}
