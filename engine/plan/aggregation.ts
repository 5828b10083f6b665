import type { Field } from './field';
import type { Predicate, Scalar } from './predicate';
import type { SortKey } from './sort-key';

export interface CalendarBuckets {
  kind: 'fixed' | 'calendar';
  /** Milliseconds for fixed intervals, or the calendar unit. */
  stepMs: number;
  unit?: 'm' | 'h' | 'd' | 'w' | 'M' | 'q' | 'y';
  offsetMs: number;
  timeZone: string;
  /** The zone's offsets from UTC over all instants that the query lets through, where it bounds them: `[from, offset]`, in order. */
  zoneOffsets?: [fromMs: number, offsetMs: number][];
}

export interface BucketOrder {
  by: 'count' | 'key' | 'metric';
  /** `name` or `name.property`, for metrics. */
  metric?: string;
  direction: 'asc' | 'desc';
}

/** A regular expression over the key, a list of keys, or one of several parts of all keys. */
export type TermChoice = string | Scalar[] | { partition: number; partitions: number };

/** How documents fall into buckets. */
export type BucketSpec =
  | {
      type: 'terms';
      field: Field;
      size: number;
      order: BucketOrder[];
      minDocCount: number;
      /** Rare terms: only those of at most so many documents. */
      maxDocCount?: number;
      include?: TermChoice;
      exclude?: TermChoice;
      /** A date's own format, as the request or the mapping has it. */
      format?: string;
    }
  | { type: 'multi-terms'; fields: Field[]; size: number; order: BucketOrder[]; minDocCount: number }
  | {
      type: 'significant';
      field: Field;
      size: number;
      minDocCount: number;
      background?: Predicate;
      include?: TermChoice;
      exclude?: TermChoice;
    }
  | { type: 'nested'; chain: Field[] }
  | { type: 'reverse-nested' }
  | { type: 'global' }
  | { type: 'adjacency'; filters: { key: string; predicate: Predicate }[]; separator: string }
  | {
      type: 'distance';
      field: Field;
      lat: number;
      lon: number;
      metersPerUnit: number;
      ranges: { key: string; from?: number; to?: number }[];
      keyed: boolean;
    }
  | { type: 'geohash'; field: Field; precision: number; size: number }
  | { type: 'auto-date'; field: Field; buckets: number; timeZone: string; format?: string; minimumInterval?: string }
  | { type: 'variable-width'; field: Field; buckets: number }
  | { type: 'top-hits'; body: Record<string, unknown> }
  | { type: 'top-metrics'; fields: Field[]; sort: SortKey[]; size: number }
  | {
      type: 'date-histogram';
      field: Field;
      buckets: CalendarBuckets;
      minDocCount: number;
      extendedBounds?: { min?: number; max?: number };
      hardBounds?: { min?: number; max?: number };
      keyed: boolean;
      order: BucketOrder[];
    }
  | {
      type: 'histogram';
      field: Field;
      interval: number;
      offset: number;
      minDocCount: number;
      extendedBounds?: { min?: number; max?: number };
      keyed: boolean;
      order: BucketOrder[];
    }
  | { type: 'filters'; filters: { key: string; predicate: Predicate }[]; keyed: boolean; other?: string }
  | { type: 'filter'; predicate: Predicate }
  | { type: 'range'; field: Field; ranges: { key: string; from?: number; to?: number }[]; keyed: boolean; date: boolean }
  | { type: 'geotile'; field: Field; precision: number; size: number }
  /** H3 cells. */
  | { type: 'geohex'; field: Field; precision: number; size: number }
  | { type: 'ip-range'; field: Field; ranges: { key: string; from?: string; to?: string; predicate: Predicate }[]; keyed: boolean }
  /** Networks of so many leading bits; */
  | { type: 'ip-prefix'; field: Field; bits: number; v6: boolean; minDocCount: number; keyed: boolean; appendLength: boolean }
  /** The best documents by score, at most `perValue` of each value of a field. */
  | { type: 'sampler'; size: number; field?: Field; perValue?: number }
  /** Per bucket of the histogram outside: how many values were never seen in an earlier bucket. */
  | { type: 'newcomers'; field: Field }
  /** Per bucket of the histogram outside: its numbers. */
  | { type: 'values'; field: Field }
  | {
      type: 'composite';
      sources: { name: string; spec: BucketSpec; direction: 'asc' | 'desc' }[];
      size: number;
      after?: Record<string, Scalar>;
    };

export type MetricSpec =
  | {
      type:
        | 'avg'
        | 'sum'
        | 'min'
        | 'max'
        | 'value_count'
        | 'stats'
        | 'cardinality'
        | 'median_absolute_deviation'
        | 'boxplot'
        | 'string_stats';
      field: Field;
    }
  | { type: 'extended_stats'; field: Field; sigma: number }
  | { type: 'weighted_avg'; value: Field; weight: Field }
  | { type: 'matrix_stats'; fields: Field[] }
  | { type: 'percentiles'; field: Field; percents: number[]; keyed: boolean; hdrDigits?: number }
  | { type: 'percentile_ranks'; field: Field; values: number[]; keyed: boolean }
  | { type: 'geo_bounds' | 'geo_centroid'; field: Field }
  /** Points in the order of another field. */
  | { type: 'geo_line'; point: Field; sort: Field; direction: 'asc' | 'desc'; size: number; withSort: boolean }
  /** Documents, values or a sum; divided by the bucket's length later. */
  | { type: 'rate'; field?: Field; mode: 'sum' | 'value_count' }
  /** An unmapped field: the aggregation answers as over no values. */
  | { type: 'unmapped'; as: string };

export interface MetricNode {
  name: string;
  spec: MetricSpec;
}

export interface BucketNode {
  name: string;
  spec: BucketSpec | { type: 'unmapped'; as: string };
  metrics: MetricNode[];
  buckets: BucketNode[];
}

/** The whole request: metrics and buckets at the root. */
export interface AggregationTree {
  metrics: MetricNode[];
  buckets: BucketNode[];
}

export const maxBuckets = 65_536;
