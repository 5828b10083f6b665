import { listFields } from '../../lib/gateway/fields';
import { listIndices } from '../../lib/gateway/indices';
import type { DataScope } from '../../lib/gateway/mint-scope';
import type { PatternPreview } from './schema';

const shownIndices = 20;

/** What a pattern would show, before it is a data view: its indices, its fields, and those that hold times. */
export async function previewPattern(scope: DataScope, pattern: string, signal?: AbortSignal): Promise<PatternPreview> {
  const indices = await listIndices(scope, pattern, signal);
  const fields = indices.length > 0 ? await listFields(scope, pattern, signal) : [];
  return {
    indices: indices.slice(0, shownIndices),
    moreIndices: Math.max(0, indices.length - shownIndices),
    documents: indices.reduce((sum, { documents }) => sum + documents, 0),
    fields: fields.map(({ path, type }) => ({ path, type })),
    timeFields: fields.filter(({ type }) => type === 'date' || type === 'date_nanos').map(({ path }) => path),
  };
}
