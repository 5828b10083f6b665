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

const flat = (panels: StoredPanel[]) => ({ panels, sections: [], arrangement: 'sections' as const });

describe('placeOnScreen', () => {
  it('puts panels on twelve columns', () => {
    const places = placeOnScreen(flat([panel('b', 'xy', 6, 4, 6, 8), panel('a', 'map', 0, 0, 12, 4)]), { width: 1440 }, frame);
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
    const places = placeOnScreen(flat(panels), { width: 390 }, frame);
    expect(places.map(({ top }) => (top - 100) / 40)).toEqual([0, 0, 4, 12]);
    expect(places[0]?.width).toBe(143);
    expect(places[2]?.width).toBe(328);
  });
  it('starts a new row after an odd metric', () => {
    const panels = [panel('a', 'metric', 0, 0, 3, 4), panel('c', 'xy', 0, 4, 12, 8)];
    expect(placeOnScreen(flat(panels), { width: 390 }, frame).map(({ top }) => (top - 100) / 40)).toEqual([0, 4]);
  });

  describe('sections', () => {
    const document = {
      panels: [
        panel('loose', 'xy', 0, 0, 12, 2),
        { ...panel('in', 'xy', 0, 0, 12, 2), section: 's2' },
        { ...panel('away', 'xy', 0, 0, 12, 9), section: 's1' },
      ],
      sections: [
        { id: 's1', title: 'One', collapsed: true },
        { id: 's2', title: 'Two', collapsed: false },
      ],
    };
    it('leaves out what is folded away, and what follows moves up', () => {
      const places = placeOnScreen({ ...document, arrangement: 'sections' }, { width: 1440 }, frame);
      expect(places.map(({ id, top }) => [id, top])).toEqual([
        ['loose', 100],
        ['in', 100 + 80 + 44 + 44],
      ]);
    });
    it('shows the section of the chosen tab alone', () => {
      const ids = (tab: string | undefined) =>
        placeOnScreen({ ...document, arrangement: 'tabs' }, { width: 1440 }, frame, tab).map(({ id }) => id);
      expect(ids('s2')).toEqual(['loose', 'in']);
      expect(ids(undefined)).toEqual(['loose', 'away']);
    });
  });
});
