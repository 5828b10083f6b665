import { t } from '../../lib/i18n/t';
import { type DashboardDocument, gridColumns, type Layout, type Section, type StoredPanel } from './document/schema';

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

/** Panels that stand in the same grid. */
export const inSection = (document: DashboardDocument, section: string | undefined) =>
  document.panels.filter((panel) => panel.section === section);

/** Moves a panel into another section, at its first free place. */
export function moveToSection(document: DashboardDocument, id: string, section: string | undefined): DashboardDocument {
  const panel = document.panels.find((candidate) => candidate.id === id);
  if (!panel || panel.section === section) return document;
  const { section: _, ...loose } = panel;
  const layout = freePlace(inSection(document, section), panel.layout.w, panel.layout.h);
  return putPanel(document, { ...loose, ...(section === undefined ? {} : { section }), layout });
}

export function duplicatePanel(document: DashboardDocument, id: string): DashboardDocument {
  const panel = document.panels.find((candidate) => candidate.id === id);
  if (!panel) return document;
  const layout = freePlace(inSection(document, panel.section), panel.layout.w, panel.layout.h);
  return putPanel(document, { ...structuredClone(panel), id: newPanelId(), title: `${panel.title} (copy)`, layout });
}

export function movePanels(
  document: DashboardDocument,
  layouts: { i: string; x: number; y: number; w: number; h: number }[],
): DashboardDocument {
  const byId = new Map(layouts.map(({ i, x, y, w, h }) => [i, { x, y, w, h }]));
  return { ...document, panels: document.panels.map((panel) => ({ ...panel, layout: byId.get(panel.id) ?? panel.layout })) };
}

export const addSection = (document: DashboardDocument): DashboardDocument => ({
  ...document,
  sections: [
    ...document.sections,
    { id: newPanelId(), title: t('Section {count}', { count: document.sections.length + 1 }), collapsed: false },
  ],
});

export const changeSection = (document: DashboardDocument, id: string, part: Partial<Section>): DashboardDocument => ({
  ...document,
  sections: document.sections.map((section) => (section.id === id ? { ...section, ...part } : section)),
});

/** Moves a section up or down among its neighbours. */
export function moveSection(document: DashboardDocument, id: string, by: -1 | 1): DashboardDocument {
  const sections = [...document.sections];
  const at = sections.findIndex((section) => section.id === id);
  const other = sections[at + by];
  if (at < 0 || !other) return document;
  sections[at + by] = sections[at] as Section;
  sections[at] = other;
  return { ...document, sections };
}

/** Takes a section away; its panels move above all sections, its controls hold for all panels. */
export function removeSection(document: DashboardDocument, id: string): DashboardDocument {
  const moved = document.panels
    .filter((panel) => panel.section === id)
    .reduce((next, panel) => moveToSection(next, panel.id, undefined), document);
  return {
    ...moved,
    sections: moved.sections.filter((section) => section.id !== id),
    controls: moved.controls.map(({ section, ...control }) =>
      section === undefined || section === id ? control : { ...control, section },
    ),
  };
}
