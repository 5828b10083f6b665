import { describe, expect, it } from 'vitest';
import type { StoredPanel } from './document/schema';
import { placeOnScreen } from './screen';

const panel = (id: string, kind: string, x: number, y: number, w: number, h: number): StoredPanel => ({
  id,
  kind,
  title: id,
  subtitle: '',
  config: {},
  layout: { x, y, w, h },
});
const frame = { beside: 112, above: 100, mostWidth: Number.POSITIVE_INFINITY };

describe('placeOnScreen', () => {
  it('puts panels on twelve columns', () => {
    const places = placeOnScreen([panel('b', 'xy', 6, 4, 6, 8), panel('a', 'map', 0, 0, 12, 4)], { width: 1440 }, frame);
    expect(places).toEqual([
      { id: 'a', top: 100, width: 1326, height: 108 },
      { id: 'b', top: 260, width: 628, height: 256 },
    ]);
  });
  it('puts metrics two to a row on a phone, and everything else below each other', () => {
    const panels = [
      panel('a', 'metric', 0, 0, 3, 4),
      panel('b', 'metric', 3, 0, 3, 4),
      panel('c', 'xy', 0, 4, 12, 8),
      panel('d', 'map', 0, 12, 6, 20),
    ];
    const places = placeOnScreen(panels, { width: 390 }, frame);
    expect(places.map(({ top }) => (top - 100) / 40)).toEqual([0, 0, 4, 12]);
    expect(places[0]?.width).toBe(143);
    expect(places[2]?.width).toBe(328);
  });
  it('starts a new row after an odd metric', () => {
    const panels = [panel('a', 'metric', 0, 0, 3, 4), panel('c', 'xy', 0, 4, 12, 8)];
    expect(placeOnScreen(panels, { width: 390 }, frame).map(({ top }) => (top - 100) / 40)).toEqual([0, 4]);
  });
});
