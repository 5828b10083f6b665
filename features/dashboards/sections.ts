import type { DashboardDocument, Section, StoredPanel } from './document/schema';

/** Panels that stand in one grid: those above all sections, or a section's. */
export interface PanelGroup {
  section: Section | undefined;
  panels: StoredPanel[];
}

const fromTopLeft = (a: StoredPanel, b: StoredPanel) => a.layout.y - b.layout.y || a.layout.x - b.layout.x;

/** The grids of a dashboard, from the top, each with its panels from its top left. */
export function panelGroups({ panels, sections }: Pick<DashboardDocument, 'panels' | 'sections'>): PanelGroup[] {
  const of = (id: string | undefined) => panels.filter((panel) => panel.section === id).sort(fromTopLeft);
  const loose = of(undefined);
  return [
    ...(loose.length > 0 || sections.length === 0 ? [{ section: undefined, panels: loose }] : []),
    ...sections.map((section) => ({ section, panels: of(section.id) })),
  ];
}

/** The section behind the chosen tab, or the first. */
export const chosenTab = (sections: Section[], tab: string | null | undefined): Section | undefined =>
  sections.find(({ id }) => id === tab) ?? sections[0];

/** The grids that a reader sees: with tabs, one section's beside the loose panels; `folded` says which sections are folded away. */
export function shownGroups(
  document: Pick<DashboardDocument, 'panels' | 'sections' | 'arrangement'>,
  tab: string | null | undefined,
  folded: (section: Section) => boolean = ({ collapsed }) => collapsed,
): (PanelGroup & { open: boolean })[] {
  const groups = panelGroups(document);
  if (document.arrangement === 'tabs' && document.sections.length > 0) {
    const chosen = chosenTab(document.sections, tab);
    return groups.filter(({ section }) => !section || section.id === chosen?.id).map((group) => ({ ...group, open: true }));
  }
  return groups.map((group) => ({ ...group, open: !group.section || !folded(group.section) }));
}
