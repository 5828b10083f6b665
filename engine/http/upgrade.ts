import { analysisOf } from '../dsl/analysis/index-analysis';
import { addMappedFields } from '../dsl/mapping';
import type { Catalog } from '../store/catalog';

/**
 * Indices of an earlier version know fewer fields than their mapping names: those inside nested objects were none of their own.
 * Run once, before anything is served.
 */
export async function upgradeIndices(catalog: Catalog): Promise<void> {
  for (const meta of catalog.list()) {
    const set = {
      fields: new Map(meta.fields),
      columns: [],
      nextColumn: meta.nextColumn,
      limit: Number.POSITIVE_INFINITY,
      analysis: analysisOf(meta.settings),
    };
    addMappedFields(set, meta.mapping);
    if (set.fields.size === meta.fields.size) continue;
    const next = { ...meta, fields: set.fields, nextColumn: set.nextColumn };
    await catalog.exclusive(() => catalog.commit(meta, { next, columns: set.columns, removeIds: [] }));
  }
}
