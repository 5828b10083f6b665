import type { DashboardDocument, Layout, StoredPanel } from './schema';

/** One setting that differs, by its path; absent where it was not there. */
export interface SettingChange {
  path: string;
  before?: string;
  after?: string;
}

export interface PanelChange {
  id: string;
  title: string;
  kind: string;
  change: 'added' | 'removed' | 'changed' | 'moved';
  settings: SettingChange[];
}

export interface VersionDifference {
  /** Of the dashboard itself: title, time, controls, sections. */
  settings: SettingChange[];
  panels: PanelChange[];
}

const most = 160;
const say = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
};

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Lists are compared item by item, too: their places are the path. */
function settingChanges(before: unknown, after: unknown, path = ''): SettingChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => settingChanges(before[key], after[key], path ? `${path}.${key}` : key));
  }
  return [{ path, ...(before === undefined ? {} : { before: say(before) }), ...(after === undefined ? {} : { after: say(after) }) }];
}

const sameLayout = (a: Layout, b: Layout) => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

function panelChange(before: StoredPanel | undefined, after: StoredPanel | undefined): PanelChange | undefined {
  const { id, title, kind } = (after ?? before) as StoredPanel;
  if (!before || !after) return { id, title, kind, change: before ? 'removed' : 'added', settings: [] };
  const { layout: layoutBefore, ...restBefore } = before;
  const { layout: layoutAfter, ...restAfter } = after;
  const settings = settingChanges(restBefore, restAfter);
  if (settings.length > 0) return { id, title, kind, change: 'changed', settings };
  return sameLayout(layoutBefore, layoutAfter) ? undefined : { id, title, kind, change: 'moved', settings: [] };
}

/** What changed from one version to another, panel by panel, in the order of the newer one; what went stands last. */
export function versionDifference(before: DashboardDocument, after: DashboardDocument): VersionDifference {
  const { panels: panelsBefore, version: _, ...restBefore } = before;
  const { panels: panelsAfter, version: __, ...restAfter } = after;
  const was = new Map(panelsBefore.map((panel) => [panel.id, panel]));
  const is = new Set(panelsAfter.map(({ id }) => id));
  const panels = [
    ...panelsAfter.map((panel) => panelChange(was.get(panel.id), panel)),
    ...panelsBefore.filter(({ id }) => !is.has(id)).map((panel) => panelChange(panel, undefined)),
  ];
  return { settings: settingChanges(restBefore, restAfter), panels: panels.filter((change) => change !== undefined) };
}
