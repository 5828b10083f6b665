import type { AggregationTree } from './aggregation';
import type { Field } from './field';
import type { Predicate, Scalar } from './predicate';
import type { SortKey } from './sort-key';

/** One index of a search: its table and the rows that existed when the point in time was taken. */
export interface SourceTable {
  index: string;
  table: string;
  /** How many shards it has by its settings; it lies in one. */
  shards?: number;
  /** Fields by path, as this index maps them. */
  fields: Map<string, Field>;
  maxSeq?: number;
  /** Its rows have no place that they could be found by. */
  placeless?: boolean;
  /** Each of its rows lies at the place that its sequence number says. */
  inPlace?: boolean;
  /** Only these rows of it, by sequence number. */
  seqs?: number[];
  /** What an alias lets through, over this table's own fields. */
  filter?: Predicate;
}

export interface SearchPlan {
  sources: SourceTable[];
  /** Fields over all sources: a type per path, list where any source has lists. */
  fields: Map<string, Field>;
  query: Predicate;
  postFilter?: Predicate;
  /** One hit for each value of it: the first. */
  collapse?: Field;
  sort: SortKey[];
  searchAfter?: (Scalar | null)[];
  from: number;
  size: number;
  fetchSource: boolean;
  /** How many matching documents are counted: none (negative), so many, or all (Infinity). */
  countUpTo: number;
  aggregations: AggregationTree;
}
