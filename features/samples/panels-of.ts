import type { StoredPanel } from '../dashboards/document/schema';

type Row = [
  id: string,
  kind: string,
  title: string,
  subtitle: string,
  place: [x: number, y: number, w: number, h: number],
  config: Record<string, unknown>,
];

/** Panels written one to a line. */
export function panelsOf(rows: Row[]): StoredPanel[] {
  return rows.map(([id, kind, title, subtitle, [x, y, w, h], config]) => ({ id, kind, title, subtitle, config, layout: { x, y, w, h } }));
}
