import type { Filter } from '../lib/query/filters';
import type { TimeRange } from '../lib/query/time-range';

/** What a view may ask of the page around it. */
export interface PanelActions {
  /** Absent where the page may not be filtered. */
  onFilter?: (filter: Filter) => void;
  onTimeRange?: (range: TimeRange) => void;
}

/** Place of a split value on the palette, 1 to 9, the same in every panel. A given `place` is taken as it is: the server has chosen it. */
export type ColorOf = (field: string, value: string, place?: number) => number;

export interface PanelViewProps<Config, Data> extends PanelActions {
  config: Config;
  data: Data;
  title: string;
  timeZone: string;
  /** Colour of a split value, the same in every panel of the dashboard. */
  colorOf: ColorOf;
  width: number;
  height: number;
  /** Asks what is different about a time; absent where nobody can answer. */
  onExplain?: (fromMs: number, toMs: number) => void;
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
