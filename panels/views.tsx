'use client';

import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { MetricView } from './metric/view';
import type { PanelViewProps } from './view-props';

// biome-ignore lint/suspicious/noExplicitAny: each view takes the config and the data of its own kind
type View = ComponentType<PanelViewProps<any, any>> | LazyExoticComponent<ComponentType<PanelViewProps<any, any>>>;

/** kind → view. Heavy ones come when the first panel of their kind does. */
export const panelViews: Record<string, View> = {
  xy: lazy(() => import('./xy/view').then((module) => ({ default: module.XyView }))),
  metric: MetricView,
  table: lazy(() => import('./table/view').then((module) => ({ default: module.TableView }))),
  pie: lazy(() => import('./pie/view').then((module) => ({ default: module.PieView }))),
  heatmap: lazy(() => import('./heatmap/view').then((module) => ({ default: module.HeatmapView }))),
  map: lazy(() => import('./map/view').then((module) => ({ default: module.MapView }))),
  'log-stream': lazy(() => import('./log-stream/view').then((module) => ({ default: module.LogStreamView }))),
  markdown: lazy(() => import('./markdown/view').then((module) => ({ default: module.MarkdownView }))),
};
