import { type DashboardDocument, gridColumns, type Layout, type StoredPanel } from './document/schema';

export const newPanelId = () => Math.random().toString(36).slice(2, 10);

const overlaps = (a: Layout, b: Layout) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** The first free place for a panel of this size, from the top left. */
export function freePlace(panels: StoredPanel[], w: number, h: number): Layout {
  const bottom = Math.max(0, ...panels.map(({ layout }) => layout.y + layout.h));
  for (let y = 0; y <= bottom; y++) {
    for (let x = 0; x + w <= gridColumns; x++) {
      const place = { x, y, w, h };
      if (panels.every(({ layout }) => !overlaps(layout, place))) return place;
    }
  }
  return { x: 0, y: bottom, w, h };
}

export function putPanel(document: DashboardDocument, panel: StoredPanel): DashboardDocument {
  const known = document.panels.some((other) => other.id === panel.id);
  return {
    ...document,
    panels: known ? document.panels.map((other) => (other.id === panel.id ? panel : other)) : [...document.panels, panel],
  };
}

export function removePanel(document: DashboardDocument, id: string): DashboardDocument {
  return { ...document, panels: document.panels.filter((panel) => panel.id !== id) };
}

export function duplicatePanel(document: DashboardDocument, id: string): DashboardDocument {
  const panel = document.panels.find((candidate) => candidate.id === id);
  if (!panel) return document;
  const layout = freePlace(document.panels, panel.layout.w, panel.layout.h);
  return putPanel(document, { ...structuredClone(panel), id: newPanelId(), title: `${panel.title} (copy)`, layout });
}

export function movePanels(
  document: DashboardDocument,
  layouts: { i: string; x: number; y: number; w: number; h: number }[],
): DashboardDocument {
  const byId = new Map(layouts.map(({ i, x, y, w, h }) => [i, { x, y, w, h }]));
  return { ...document, panels: document.panels.map((panel) => ({ ...panel, layout: byId.get(panel.id) ?? panel.layout })) };
}
