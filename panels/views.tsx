'use client';

import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { MetricView } from './metric/view';
import type { PanelViewProps } from './view-props';
import { whenAwake } from './waking';

// biome-ignore lint/suspicious/noExplicitAny: each view takes the config and the data of its own kind
type View = ComponentType<PanelViewProps<any, any>> | LazyExoticComponent<ComponentType<PanelViewProps<any, any>>>;

// biome-ignore lint/suspicious/noExplicitAny: as above
type Load = () => Promise<{ default: ComponentType<PanelViewProps<any, any>> }>;

const loaders: Record<string, Load> = {
  xy: () => import('./xy/view').then((module) => ({ default: module.XyView })),
  table: () => import('./table/view').then((module) => ({ default: module.TableView })),
  pie: () => import('./pie/view').then((module) => ({ default: module.PieView })),
  treemap: () => import('./treemap/view').then((module) => ({ default: module.TreemapView })),
  'box-plot': () => import('./box-plot/view').then((module) => ({ default: module.BoxPlotView })),
  bullet: () => import('./bullet/view').then((module) => ({ default: module.BulletView })),
  histogram: () => import('./histogram/view').then((module) => ({ default: module.HistogramView })),
  sankey: () => import('./sankey/view').then((module) => ({ default: module.SankeyView })),
  'tag-cloud': () => import('./tag-cloud/view').then((module) => ({ default: module.TagCloudView })),
  'state-timeline': () => import('./state-timeline/view').then((module) => ({ default: module.StateTimelineView })),
  calendar: () => import('./calendar/view').then((module) => ({ default: module.CalendarView })),
  change: () => import('./change/view').then((module) => ({ default: module.ChangeView })),
  image: () => import('./image/view').then((module) => ({ default: module.ImageView })),
  links: () => import('./links/view').then((module) => ({ default: module.LinksView })),
  heatmap: () => import('./heatmap/view').then((module) => ({ default: module.HeatmapView })),
  map: () => import('./map/view').then((module) => ({ default: module.MapView })),
  'log-stream': () => import('./log-stream/view').then((module) => ({ default: module.LogStreamView })),
  markdown: () => import('./markdown/view').then((module) => ({ default: module.MarkdownView })),
};

/** kind → view. The heavy ones come with the first panel of their kind. */
export const panelViews: Record<string, View> = {
  metric: MetricView,
  ...Object.fromEntries(Object.entries(loaders).map(([kind, load]) => [kind, lazy(() => whenAwake().then(load))])),
};

/** True where the view's code comes on its own: it needs a boundary to wait behind. */
export const isLazy = (kind: string) => kind in loaders;

/** Starts loading a kind's view while its data is still on the way. */
export function preloadView(kind: string): void {
  void whenAwake()
    .then(loaders[kind])
    .catch(() => undefined);
}
