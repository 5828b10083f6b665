import { boxPlotTable } from './box-plot/table';
import { bulletTable } from './bullet/table';
import { calendarTable } from './calendar/table';
import { changeTable } from './change/table';
import { heatmapTable } from './heatmap/table';
import { histogramTable } from './histogram/table';
import { logStreamTable } from './log-stream/table';
import { mapTable } from './map/table';
import { metricTable } from './metric/table';
import { pieTable } from './pie/table';
import { sankeyTable } from './sankey/table';
import type { PanelTable, Tabulate } from './shared/panel-table';
import { stateTimelineTable } from './state-timeline/table';
import { tableTable } from './table/table';
import { tagCloudTable } from './tag-cloud/table';
import { treemapTable } from './treemap/table';
import { xyTable } from './xy/table';

// biome-ignore lint/suspicious/noExplicitAny: each takes the data of its own kind
const tables: Record<string, Tabulate<any>> = {
  xy: xyTable,
  metric: metricTable,
  pie: pieTable,
  treemap: treemapTable,
  table: tableTable,
  bullet: bulletTable,
  'box-plot': boxPlotTable,
  histogram: histogramTable,
  heatmap: heatmapTable,
  calendar: calendarTable,
  change: changeTable,
  sankey: sankeyTable,
  'tag-cloud': tagCloudTable,
  'state-timeline': stateTimelineTable,
  map: mapTable,
  'log-stream': logStreamTable,
};

/** What a panel shows, as a table: for those who cannot see the picture, and for spreadsheets. Undefined for kinds without numbers. */
export function tabulate(kind: string, data: unknown, timeZone: string): PanelTable | undefined {
  return tables[kind]?.(data, timeZone);
}

/** True for kinds that have numbers. */
export const isTabular = (kind: string) => kind in tables;
