import { formatInstant } from '../lib/format/time';
import type { BoxPlotData } from './box-plot/schema';
import type { BulletData } from './bullet/schema';
import type { CalendarData } from './calendar/schema';
import type { ChangeData } from './change/schema';
import type { HeatmapData } from './heatmap/schema';
import type { HistogramData } from './histogram/schema';
import type { LogStreamData } from './log-stream/schema';
import type { MapData } from './map/schema';
import type { MetricData } from './metric/schema';
import type { PieData } from './pie/schema';
import type { SankeyData } from './sankey/schema';
import type { StateTimelineData } from './state-timeline/schema';
import type { TableData } from './table/schema';
import type { TagCloudData } from './tag-cloud/schema';
import type { TreemapData, TreemapNode } from './treemap/schema';
import type { XyData } from './xy/schema';

export type TableCell = string | number | null;
export interface PanelTable {
  columns: string[];
  rows: TableCell[][];
}

type Tabulate<Data> = (data: Data, timeZone: string) => PanelTable;

const before = (against: string | undefined) => (against === undefined ? [] : [`Value, ${against}`]);
const withBefore = (against: string | undefined, value: number | null | undefined) => (against === undefined ? [] : [value ?? null]);
const iso = (ms: number) => new Date(ms).toISOString();

const xy: Tabulate<XyData> = ({ axis, x, field, series, against }, timeZone) => ({
  columns: [
    axis === 'time' ? `Time (${timeZone})` : (field ?? 'Value'),
    ...series.flatMap(({ name, previous }) => [name, ...(previous ? [`${name}, ${against}`] : [])]),
  ],
  rows: x.map((key, at) => [
    axis === 'time' ? formatInstant(Number(key), timeZone) : key,
    ...series.flatMap(({ values, previous }): TableCell[] => [values[at] ?? null, ...(previous ? [previous[at] ?? null] : [])]),
  ]),
});

const metric: Tabulate<MetricData> = ({ value, previous, against }) => ({
  columns: ['Value', ...before(previous === undefined ? undefined : against)],
  rows: [[value, ...(previous === undefined ? [] : [previous])]],
});

const pie: Tabulate<PieData> = ({ field, slices, total, against }) => ({
  columns: [field, 'Value', 'Share, %', ...before(against)],
  rows: slices.map((slice) => [
    slice.key,
    slice.amount,
    total > 0 ? (100 * slice.amount) / total : null,
    ...withBefore(against, slice.before),
  ]),
});

const treemap: Tabulate<TreemapData> = ({ field, innerField, nodes, against }) => {
  const row = (node: TreemapNode, parent?: string): TableCell[] => [
    ...(parent === undefined ? [node.key, ...(innerField ? [null] : [])] : [parent, node.key]),
    node.amount,
    ...withBefore(against, node.before),
  ];
  return {
    columns: [field, ...(innerField ? [innerField] : []), 'Value', ...before(against)],
    rows: nodes.flatMap((node) => [row(node), ...(node.children ?? []).map((child) => row(child, node.key))]),
  };
};

const table: Tabulate<TableData> = ({ columns, rows }) => ({
  columns: columns.map(({ name }) => name),
  rows: rows.map(({ cells }) => cells),
});

const bullet: Tabulate<BulletData> = ({ by, bars, target, against }) => ({
  columns: [by ?? 'Measure', 'Value', ...(target === undefined ? [] : ['Target']), ...before(against)],
  rows: bars.map((bar) => [bar.key, bar.amount, ...(target === undefined ? [] : [target]), ...withBefore(against, bar.before)]),
});

const boxPlot: Tabulate<BoxPlotData> = ({ by, boxes }) => ({
  columns: [by ?? 'All', '5 %', '25 %', 'Median', '75 %', '95 %', 'Documents'],
  rows: boxes.map(({ key, spread, documents }) => [key, ...spread, documents]),
});

const histogram: Tabulate<HistogramData> = ({ bars, step, below, above, against }) => ({
  columns: ['From', 'To', 'Count', ...before(against)],
  rows: [
    ...(below > 0 ? [[null, bars[0]?.from ?? null, below, ...withBefore(against, null)]] : []),
    ...bars.map((bar) => [bar.from, bar.from + step, bar.count, ...withBefore(against, bar.before)]),
    ...(above > 0 ? [[(bars.at(-1)?.from ?? 0) + step, null, above, ...withBefore(against, null)]] : []),
  ],
});

const heatmap: Tabulate<HeatmapData> = ({ layout, x, y, yField, cells }, timeZone) => ({
  columns: [yField ?? 'Day', ...x.map((value) => (layout === 'week' ? `${value}:00` : formatInstant(Number(value), timeZone)))],
  rows: y.map((name, row) => [name, ...(cells[row] ?? [])]),
});

const calendar: Tabulate<CalendarData> = ({ days, against }) => ({
  columns: ['Day', 'Value', ...before(against)],
  rows: days.map((day) => [day.day, day.value, ...withBefore(against, day.before)]),
});

const change: Tabulate<ChangeData> = ({ field, parts, before: was, after, against }) => ({
  columns: [field, `Value, ${against}`, 'Now', 'Difference'],
  rows: [
    ['All', was, after, after - was] as TableCell[],
    ...parts.map((part): TableCell[] => [part.key, part.before, part.after, part.after - part.before]),
  ],
});

const sankey: Tabulate<SankeyData> = ({ fields, nodes, links, against }) => ({
  columns: ['From', 'To', 'Value', ...before(against)],
  rows: links.map((link) => {
    const [from, to] = [nodes[link.from], nodes[link.to]];
    return [
      `${fields[from?.step ?? 0]}: ${from?.key}`,
      `${fields[to?.step ?? 0]}: ${to?.key}`,
      link.amount,
      ...withBefore(against, link.before),
    ];
  }),
});

const tagCloud: Tabulate<TagCloudData> = ({ field, tags, against }) => ({
  columns: [field ?? 'Value', 'Amount', ...before(against)],
  rows: tags.map((tag) => [tag.key, tag.amount, ...withBefore(against, tag.before)]),
});

const stateTimeline: Tabulate<StateTimelineData> = ({ rowField, stateField, rows }) => ({
  columns: [rowField, stateField, 'From', 'To', 'Documents'],
  rows: rows.flatMap(({ key, spans }) => spans.map(({ state, fromMs, toMs, count }) => [key, state, iso(fromMs), iso(toMs), count])),
});

const map: Tabulate<MapData> = ({ layer, points, regions, measureName, against }) =>
  layer === 'choropleth'
    ? {
        columns: ['Region', measureName, ...before(against)],
        rows: regions.map((region) => [region.code, region.value, ...withBefore(against, region.before)]),
      }
    : {
        columns: ['Latitude', 'Longitude', 'Name', measureName, ...before(against)],
        rows: points.map((point) => [point.lat, point.lon, point.label ?? null, point.value, ...withBefore(against, point.before)]),
      };

const logStream: Tabulate<LogStreamData> = ({ lines, columns, levelField }) => ({
  columns: ['Time', ...(levelField ? ['Level'] : []), ...columns, 'Message'],
  rows: lines.map((line) => [
    line.timeMs === null ? null : iso(line.timeMs),
    ...(levelField ? [line.level ?? null] : []),
    ...line.columns,
    line.message,
  ]),
});

// biome-ignore lint/suspicious/noExplicitAny: each takes the data of its own kind
const tabulators: Record<string, Tabulate<any>> = {
  xy,
  metric,
  pie,
  treemap,
  table,
  bullet,
  'box-plot': boxPlot,
  histogram,
  heatmap,
  calendar,
  change,
  sankey,
  'tag-cloud': tagCloud,
  'state-timeline': stateTimeline,
  map,
  'log-stream': logStream,
};

/** What a panel shows, as a table: for those who cannot see the picture, and for spreadsheets. Undefined for kinds without numbers. */
export function tabulate(kind: string, data: unknown, timeZone: string): PanelTable | undefined {
  return tabulators[kind]?.(data, timeZone);
}
