import type { Reader } from '../../lib/http/reader';
import type { DashboardDocument, StoredPanel } from './document/schema';
import { shownGroups } from './sections';

/** Pixels of the design's tokens (compact density): a row of the grid, the gap, a panel's head, inner margin and border. */
const row = 28;
const gap = 12;
const head = 38;
const pad = 14;
const border = 1;
/** A section's head, or the row of tabs. */
const sectionHead = 44;
const phoneWidth = 768;
const bodies: Record<string, { across: number; down: number }> = {
  flush: { across: 2 * border, down: 2 * border + head },
  padded: { across: 2 * (border + pad), down: 2 * border + head + 12 },
};
const flushKinds = new Set(['map', 'table', 'log-stream']);

/** The page around the grid: pixels beside it, above it, and the most it may be wide. */
export interface GridFrame {
  beside: number;
  above: number;
  mostWidth: number;
}

export const phoneRows = (panel: Pick<StoredPanel, 'kind' | 'layout'>) => (panel.kind === 'map' ? 9 : panel.layout.h);

export interface Place {
  id: string;
  top: number;
  /** Of the panel's body. */
  width: number;
  height: number;
}

interface Box {
  panel: StoredPanel;
  atRow: number;
  rows: number;
  columns: number;
}

/** One column, in which metrics stand two to a row. */
function phoneBoxes(panels: StoredPanel[]): Box[] {
  let nextRow = 0;
  let freeHalf: number | undefined;
  return panels.map((panel) => {
    const rows = phoneRows(panel);
    const half = panel.kind === 'metric';
    const atRow = half ? (freeHalf ?? nextRow) : nextRow;
    freeHalf = half && freeHalf === undefined ? atRow : undefined;
    nextRow = Math.max(nextRow, atRow + rows);
    return { panel, atRow, rows, columns: half ? 1 : 2 };
  });
}

const wideBoxes = (panels: StoredPanel[]): Box[] =>
  panels.map((panel) => ({ panel, atRow: panel.layout.y, rows: panel.layout.h, columns: panel.layout.w }));

/** Where panels stand on a reader's screen, from the top, and how large their bodies are: an estimate good to a few pixels. */
export function placeOnScreen(
  document: Pick<DashboardDocument, 'panels' | 'sections' | 'arrangement'>,
  reader: Pick<Reader, 'width'>,
  frame: GridFrame,
  tab?: string | null,
): Place[] {
  const phone = reader.width < phoneWidth;
  const count = phone ? 2 : 12;
  const grid = Math.min(frame.mostWidth, reader.width - (phone ? 32 : frame.beside));
  const column = (grid - gap * (count - 1)) / count;
  let top = frame.above;
  return shownGroups(document, tab).flatMap(({ section, panels, open }) => {
    if (section) top += sectionHead;
    if (!open) return [];
    const boxes = phone ? phoneBoxes(panels) : wideBoxes(panels);
    const above = top;
    top += Math.max(0, ...boxes.map(({ atRow, rows }) => atRow + rows)) * (row + gap);
    return boxes.map(({ panel, atRow, rows, columns }) => {
      const body = bodies[flushKinds.has(panel.kind) ? 'flush' : 'padded'] as { across: number; down: number };
      return {
        id: panel.id,
        top: above + atRow * (row + gap),
        width: Math.round(columns * column + (columns - 1) * gap - body.across),
        height: Math.round(rows * row + (rows - 1) * gap - body.down),
      };
    });
  });
}
