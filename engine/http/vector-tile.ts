import { PbfWriter } from 'pbf';

/** Mapbox Vector Tile 2.1 (https://github.com/mapbox/vector-tile-spec): what `_mvt` answers. Coordinates are of the tile, y downwards. */
export interface TileFeature {
  /** Rings of a polygon, outermost first, or one point. */
  type: 'point' | 'polygon';
  rings: [x: number, y: number][][];
  properties: Record<string, unknown>;
}

export interface TileLayer {
  name: string;
  extent: number;
  features: TileFeature[];
}

const [moveTo, lineTo, closePath] = [1, 2, 7];
const command = (id: number, count: number) => id + count * 8;
const zigzag = (value: number) => (value >= 0 ? value * 2 : -value * 2 - 1);

function geometry({ type, rings }: TileFeature): number[] {
  const out: number[] = [];
  let [atX, atY] = [0, 0];
  const go = ([x, y]: [number, number]) => {
    out.push(zigzag(x - atX), zigzag(y - atY));
    [atX, atY] = [x, y];
  };
  for (const ring of rings) {
    const [first, ...rest] = ring;
    if (!first) continue;
    out.push(command(moveTo, 1));
    go(first);
    if (type === 'point') continue;
    out.push(command(lineTo, rest.length));
    rest.forEach(go);
    out.push(command(closePath, 1));
  }
  return out;
}

function writeValue(value: unknown, pbf: PbfWriter) {
  if (typeof value === 'boolean') pbf.writeBooleanField(7, value);
  else if (typeof value === 'number' && Number.isSafeInteger(value)) pbf.writeSVarintField(6, value);
  else if (typeof value === 'number') pbf.writeDoubleField(3, value);
  else pbf.writeStringField(1, String(value));
}

/** Each key and each value once, numbered as they come. */
class Numbered {
  readonly list: unknown[] = [];
  private readonly places = new Map<string, number>();

  place(value: unknown): number {
    const key = `${typeof value} ${String(value)}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.list.length);
    return this.list.push(value) - 1;
  }
}

function writeLayer({ name, extent, features }: TileLayer, pbf: PbfWriter) {
  const [keys, values] = [new Numbered(), new Numbered()];
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, name);
  for (const feature of features)
    pbf.writeMessage(
      2,
      (own: TileFeature, inner: PbfWriter) => {
        const shown = Object.entries(own.properties).filter(([, value]) => value !== null && value !== undefined);
        inner.writePackedVarint(
          2,
          shown.flatMap(([key, value]) => [keys.place(key), values.place(value)]),
        );
        inner.writeVarintField(3, own.type === 'point' ? 1 : 3);
        inner.writePackedVarint(4, geometry(own));
      },
      feature,
    );
  for (const key of keys.list) pbf.writeStringField(3, String(key));
  for (const value of values.list) pbf.writeMessage(4, writeValue, value);
  pbf.writeVarintField(5, extent);
}

export function encodeTile(layers: TileLayer[]): Uint8Array {
  const pbf = new PbfWriter();
  for (const layer of layers) pbf.writeMessage(3, writeLayer, layer);
  return pbf.finish();
}
