import type { Filter } from '../lib/query/filters';
import type { TimeRange } from '../lib/query/time-range';

/** What a view may ask of the page around it. */
export interface PanelActions {
  /** Absent where the page may not be filtered. */
  onFilter?: (filter: Filter) => void;
  onTimeRange?: (range: TimeRange) => void;
}

export interface PanelViewProps<Config, Data> extends PanelActions {
  config: Config;
  data: Data;
  title: string;
  timeZone: string;
  /** Colour of a split value, the same in every panel of the dashboard. */
  colorOf: (field: string, value: string) => number;
  width: number;
  height: number;
}

/** A filter that keeps documents with this value. */
export const isFilter = (field: string, value: string | number | boolean): Filter => ({
  field,
  operator: 'is',
  value,
  negate: false,
  disabled: false,
});

/** A time range between two instants. */
export const absoluteRange = (fromMs: number, toMs: number): TimeRange => ({
  from: new Date(Math.round(fromMs)).toISOString(),
  to: new Date(Math.round(toMs)).toISOString(),
});
