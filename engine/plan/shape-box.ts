/** The box around a shape, in degrees. */
export interface ShapeBox {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

const around = (numbers: [lon: number, lat: number][]): ShapeBox | undefined =>
  numbers.length === 0
    ? undefined
    : {
        left: Math.min(...numbers.map(([lon]) => lon)),
        right: Math.max(...numbers.map(([lon]) => lon)),
        bottom: Math.min(...numbers.map(([, lat]) => lat)),
        top: Math.max(...numbers.map(([, lat]) => lat)),
      };

function positions(value: unknown): [number, number][] {
  if (!Array.isArray(value)) return [];
  return typeof value[0] === 'number' ? [[Number(value[0]), Number(value[1])]] : value.flatMap(positions);
}

/** `POLYGON ((30 10, 40 40))`, `BBOX (left, right, top, bottom)` and their like (OGC 06-103r4). */
function fromText(text: string): ShapeBox | undefined {
  const numbers = [...text.matchAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi)].map(([number]) => Number(number));
  if (/^\s*(bbox|envelope)/i.test(text)) {
    const [left = 0, right = 0, top = 0, bottom = 0] = numbers;
    return { left, right, top, bottom };
  }
  const each = / z\b/i.test(text) ? 3 : 2;
  return around(
    Array.from({ length: Math.floor(numbers.length / each) }, (_, at) => [numbers[at * each] ?? 0, numbers[at * each + 1] ?? 0]),
  );
}

/** The box around a GeoJSON or well-known-text shape; around a circle by its radius in metres. Undefined where it has no corner. */
export function shapeBox(shape: unknown, radiusOf: (radius: unknown) => number = Number): ShapeBox | undefined {
  if (typeof shape === 'string') return fromText(shape);
  if (typeof shape !== 'object' || shape === null) return undefined;
  const { type, coordinates, geometries, radius } = shape as Record<string, unknown>;
  if (Array.isArray(geometries)) {
    const boxes = geometries.map((part) => shapeBox(part, radiusOf)).filter((box) => box !== undefined);
    return around(
      boxes.flatMap(({ left, right, top, bottom }): [number, number][] => [
        [left, top],
        [right, bottom],
      ]),
    );
  }
  const box = around(positions(coordinates));
  if (!box || String(type).toLowerCase() !== 'circle') return box;
  const up = radiusOf(radius) / 111_195;
  const aside = up / Math.max(0.01, Math.cos((box.top * Math.PI) / 180));
  return { left: box.left - aside, right: box.right + aside, bottom: box.bottom - up, top: box.top + up };
}

export type ShapeRelation = 'intersects' | 'within' | 'contains' | 'disjoint';

/** How one box lies to another. */
export function boxesMeet(own: ShapeBox, other: ShapeBox, relation: ShapeRelation): boolean {
  const inside = (a: ShapeBox, b: ShapeBox) => a.left >= b.left && a.right <= b.right && a.bottom >= b.bottom && a.top <= b.top;
  if (relation === 'within') return inside(own, other);
  if (relation === 'contains') return inside(other, own);
  const meets = own.left <= other.right && own.right >= other.left && own.bottom <= other.top && own.top >= other.bottom;
  return meets === (relation === 'intersects');
}
