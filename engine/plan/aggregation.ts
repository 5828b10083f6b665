import type { Field } from './field';
import type { Predicate, Scalar } from './predicate';

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

/** How documents fall into buckets. */
export type BucketSpec =
  | {
      type: 'terms';
      field: Field;
      size: number;
      order: BucketOrder[];
      minDocCount: number;
      missing?: Scalar;
      include?: string | Scalar[];
      exclude?: string | Scalar[];
    }
  | { type: 'multi-terms'; fields: Field[]; size: number; order: BucketOrder[]; minDocCount: number }
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
  | {
      type: 'composite';
      sources: { name: string; spec: BucketSpec; direction: 'asc' | 'desc' }[];
      size: number;
      after?: Record<string, Scalar>;
    };

export type MetricSpec =
  | {
      type: 'avg' | 'sum' | 'min' | 'max' | 'value_count' | 'stats' | 'extended_stats' | 'cardinality' | 'median_absolute_deviation';
      field: Field;
      missing?: number;
    }
  | { type: 'percentiles'; field: Field; percents: number[]; keyed: boolean }
  | { type: 'percentile_ranks'; field: Field; values: number[]; keyed: boolean }
  | { type: 'geo_bounds' | 'geo_centroid'; field: Field }
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
