import { bulkIndex, recreateIndex, refreshIndex } from '../../lib/gateway/bulk';
import { jobScope } from '../access/job-scope';
import { ensureDashboard } from '../dashboards/mutations';
import { upsertDataView } from '../data-views/mutations';
import { recordSample } from './mutations';
import { type SampleId, sampleSets } from './sample-sets';
import { plantIncident } from './storefront-simulator';

export interface LoadProgress {
  set: string;
  /** 0 to 1. */
  done: number;
  documents: number;
}

/** Loads sample sets through `_bulk`, with data view and dashboard. Loading again replaces the index and keeps the dashboard. */
export async function loadSamples(
  ids: readonly SampleId[],
  options: { onProgress?: (progress: LoadProgress) => void; scale?: number; nowMs?: number } = {},
): Promise<number> {
  const anchorMs = options.nowMs ?? Date.now();
  const simulation = { incident: plantIncident(anchorMs), scale: options.scale ?? 1 };
  let documents = 0;
  for (const set of sampleSets.filter((candidate) => ids.includes(candidate.id))) {
    const scope = jobScope('samples', [set.index]);
    await recreateIndex(scope, set.index, set.mappings);
    for (const batch of set.batches(simulation, anchorMs)) {
      await bulkIndex(scope, set.index, batch.documents);
      documents += batch.documents.length;
      options.onProgress?.({ set: set.title, done: batch.done, documents });
    }
    await refreshIndex(scope, set.index);
    await upsertDataView(set.id, set.dataView);
    await ensureDashboard(set.id, set.dashboard, { id: null, name: 'Oriel' });
    await recordSample(set.id, set.id === 'storefront' ? { anchorMs, scale: simulation.scale } : {});
  }
  return documents;
}
