import type { Field } from './field';

/** A mapping as the wire has it: `properties` by name, nested. */
export interface MappingNode {
  type?: string;
  properties?: Record<string, MappingNode>;
  fields?: Record<string, MappingNode>;
  [option: string]: unknown;
}

/** An alias of one index, in Elasticsearch's own words. */
export interface AliasMeta {
  filter?: Record<string, unknown>;
  index_routing?: string;
  search_routing?: string;
  is_write_index?: boolean;
  is_hidden?: boolean;
}

export interface IndexMeta {
  name: string;
  table: string;
  uuid: string;
  createdMs: number;
  mapping: MappingNode & { dynamic?: string | boolean };
  settings: Record<string, unknown>;
  /** Alias → what it narrows and whether it takes writes. */
  aliases: Record<string, AliasMeta>;
  closed?: boolean;
  /** Its documents are the rows of a Parquet file, which nobody changes. `projection` makes the columns of them. */
  attached?: { file: string; bytes: number; documents: number; projection: string };
  /** Every path that can be queried, multi-fields included. */
  fields: Map<string, Field>;
  nextSeq: number;
  /** Where refreshes are off: searches see what was written before the last one. Not stored. */
  visibleSeq?: number;
  nextColumn: number;
}

export interface ColumnChange {
  column: string;
  columnType: string;
  /** `add` a column, or turn an existing one into a list. */
  change: 'add' | 'to-list';
}
