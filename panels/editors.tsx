'use client';

import type { ComponentType } from 'react';
import { BoxPlotEditor } from './box-plot/editor';
import { BulletEditor } from './bullet/editor';
import type { PanelEditorProps } from './editor-props';
import { HeatmapEditor } from './heatmap/editor';
import { LogStreamEditor } from './log-stream/editor';
import { MapEditor } from './map/editor';
import { MarkdownEditor } from './markdown/editor';
import { MetricEditor } from './metric/editor';
import { PieEditor } from './pie/editor';
import { TableEditor } from './table/editor';
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
  heatmap: HeatmapEditor,
  map: MapEditor,
  'log-stream': LogStreamEditor,
  markdown: MarkdownEditor,
};
