import { z } from 'zod';
import { compareSchema, filtersSchema, timeRangeSchema } from '../../../lib/query/context-schemas';

import { backPattern } from '../../../lib/query/relative-time';

import { controlSchema, controlValuesSchema } from '../controls/schema';

export const currentVersion = 3;
export const gridColumns = 12;

export const layoutSchema = z.object({
  x: z
    .number()
    .int()
    .min(0)
    .max(gridColumns - 1),
  y: z.number().int().min(0).max(10_000),
  w: z.number().int().min(1).max(gridColumns),
  h: z.number().int().min(1).max(100),
});
export type Layout = z.infer<typeof layoutSchema>;

/** A time that a panel keeps to, whatever the dashboard shows: its own, or the dashboard's moved back. */
export const panelTimeSchema = z.union([z.object({ range: timeRangeSchema }), z.object({ back: z.string().regex(backPattern) })]);
export type PanelTime = z.infer<typeof panelTimeSchema>;

const label = z.string().trim().min(1).max(80);

/** Where a panel, or a value of it, leads. A link's template is http(s) or an address of this Oriel, nothing that runs. */
export const drilldownSchema = z.discriminatedUnion('to', [
  z.object({
    to: z.literal('dashboard'),
    label,
    dashboard: z.string().min(1).max(64),
    time: z.boolean().default(true),
    filters: z.boolean().default(true),
  }),
  z.object({ to: z.literal('discover'), label }),
  z.object({
    to: z.literal('url'),
    label,
    url: z
      .string()
      .max(2_000)
      .regex(/^(https?:\/\/[^/{]|\/(?!\/))/, 'A link starts with https://, http:// or /'),
    newTab: z.boolean().default(true),
  }),
]);
export type Drilldown = z.infer<typeof drilldownSchema>;

/** A part of a dashboard with a title, which can be folded away, or stands behind a tab. */
export const sectionSchema = z.object({
  id: z.string().min(1).max(64),
  title: z.string().trim().min(1).max(120),
  collapsed: z.boolean().default(false),
});
export type Section = z.infer<typeof sectionSchema>;

/** A panel as it is stored. `config` belongs to the kind, which parses and migrates it. */
export const storedPanelSchema = z.object({
  id: z.string().min(1).max(64),
  kind: z.string().min(1).max(40),
  title: z.string().max(200),
  subtitle: z.string().max(200).default(''),
  config: z.record(z.string(), z.unknown()),
  /** Rows count from the top of its section. */
  layout: layoutSchema,
  /** Absent: above all sections. */
  section: z.string().max(64).optional(),
  /** Of a panel that stands in many dashboards: title, kind and config are the library's; what is stored here serves where it is not known. */
  library: z.string().max(64).optional(),
  time: panelTimeSchema.optional(),
  drilldowns: z.array(drilldownSchema).max(10).optional(),
});
export type StoredPanel = z.infer<typeof storedPanelSchema>;

const known = (ids: Set<string>, id: string | undefined) => id === undefined || ids.has(id);

/** The fields of a document, without what holds between them. */
/** A flag on the time axis of every chart: one that somebody set, or one for each document of a search, such as releases. */
export const annotationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('manual'),
    id: z.string().min(1).max(64),
    at: z.iso.datetime({ offset: true }),
    text: z.string().trim().min(1).max(300),
  }),
  z.object({
    kind: z.literal('search'),
    id: z.string().min(1).max(64),
    title: z.string().trim().min(1).max(80),
    dataView: z.string().min(1).max(64),
    kql: z.string().max(2_000).default(''),
    /** Whose value is said; absent: the title alone. */
    field: z.string().max(300).optional(),
  }),
]);
export type Annotation = z.infer<typeof annotationSchema>;
export const annotationsSchema = z.array(annotationSchema).max(50);

export const dashboardShape = z.object({
  version: z.literal(currentVersion),
  title: z.string().trim().min(1, 'Give the dashboard a title').max(200),
  description: z.string().max(1_000).default(''),
  /** Where it is kept: names from the outermost, by `/`. */
  folder: z
    .string()
    .max(200)
    .regex(/^$|^[^/]+(\/[^/]+){0,5}$/, 'Write a folder as Team/Service')
    .default(''),
  tags: z.array(z.string().min(1).max(40)).max(20).default([]),
  timeRange: timeRangeSchema,
  /** Milliseconds between refreshes; 0 is off. */
  refreshMs: z.number().int().min(0).max(3_600_000).default(0),
  /** IANA zone that the dashboard fixes; absent follows the reader. */
  timeZone: z.string().max(64).optional(),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  compare: compareSchema.default(''),
  controls: z.array(controlSchema).max(30).default([]),
  controlValues: controlValuesSchema.default({}),
  annotations: annotationsSchema.default([]),
  sections: z.array(sectionSchema).max(30).default([]),
  /** Sections below each other, or one at a time. */
  arrangement: z.enum(['sections', 'tabs']).default('sections'),
  panels: z.array(storedPanelSchema).max(200),
});

export const dashboardSchema = dashboardShape.superRefine(({ sections, panels, controls }, context) => {
  const ids = new Set(sections.map(({ id }) => id));
  panels.forEach(({ section }, at) => {
    if (!known(ids, section)) context.addIssue({ code: 'custom', path: ['panels', at, 'section'], message: 'There is no such section' });
  });
  controls.forEach(({ section, name }, at) => {
    if (!known(ids, section)) context.addIssue({ code: 'custom', path: ['controls', at, 'section'], message: 'There is no such section' });
    if (controls.findIndex((other) => other.name === name) !== at)
      context.addIssue({ code: 'custom', path: ['controls', at, 'name'], message: 'Another control has this name' });
  });
});
export type DashboardDocument = z.infer<typeof dashboardSchema>;
