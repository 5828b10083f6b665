'use client';

import type { ComponentType } from 'react';
import { BoxPlotEditor } from './box-plot/editor';
import { BulletEditor } from './bullet/editor';
import { CalendarEditor } from './calendar/editor';
import { ChangeEditor } from './change/editor';
import type { PanelEditorProps } from './editor-props';
import { HeatmapEditor } from './heatmap/editor';
import { HistogramEditor } from './histogram/editor';
import { ImageEditor } from './image/editor';
import { LinksEditor } from './links/editor';
import { LogStreamEditor } from './log-stream/editor';
import { MapEditor } from './map/editor';
import { MarkdownEditor } from './markdown/editor';
import { MetricEditor } from './metric/editor';
import { PieEditor } from './pie/editor';
import { SankeyEditor } from './sankey/editor';
import { StateTimelineEditor } from './state-timeline/editor';
import { TableEditor } from './table/editor';
import { TagCloudEditor } from './tag-cloud/editor';
import { TreemapEditor } from './treemap/editor';
import { XyEditor } from './xy/editor';

/** kind → settings in the builder. Loaded with the builder, never with a dashboard. */
export const panelEditors: Record<string, ComponentType<PanelEditorProps>> = {
  xy: XyEditor,
  metric: MetricEditor,
  table: TableEditor,
  pie: PieEditor,
  treemap: TreemapEditor,
  'box-plot': BoxPlotEditor,
  bullet: BulletEditor,
  histogram: HistogramEditor,
  sankey: SankeyEditor,
  'tag-cloud': TagCloudEditor,
  'state-timeline': StateTimelineEditor,
  calendar: CalendarEditor,
  change: ChangeEditor,
  image: ImageEditor,
  links: LinksEditor,
  heatmap: HeatmapEditor,
  map: MapEditor,
  'log-stream': LogStreamEditor,
  markdown: MarkdownEditor,
};
