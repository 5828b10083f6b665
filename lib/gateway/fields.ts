import type { FieldCapability } from '../elastic/wire-types';
import { cluster } from './client';
import { readRetries } from './limits';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

export interface IndexField {
  path: string;
  type: string;
  searchable: boolean;
  aggregatable: boolean;
}

const hidden = new Set([
  'object',
  'nested_object',
  '_source',
  '_seq_no',
  '_version',
  '_ignored',
  '_routing',
  '_field_names',
  '_nested_path',
  '_feature',
  '_doc_count',
  '_tier',
  '_index_mode',
  '_data_stream_timestamp',
]);

/** Fields of the matching indices, by name. Metadata and objects are left out. */
export async function listFields(scope: DataScope, index: string, signal?: AbortSignal): Promise<IndexField[]> {
  const checked = checkIndices(scope, index);
  try {
    const { client } = await cluster();
    const answer = await client.transport.request<{ fields: Record<string, Record<string, FieldCapability>> }>(
      {
        method: 'GET',
        path: `/${encodeURIComponent(checked)}/_field_caps`,
        querystring: { fields: '*', allow_no_indices: true, ignore_unavailable: true },
      },
      { signal, maxRetries: readRetries },
    );
    return Object.entries(answer.fields)
      .flatMap(([path, types]) => {
        const kinds = Object.values(types).filter((kind) => kind.type !== 'unmapped');
        const [kind] = kinds;
        if (!kind || path.startsWith('_') || hidden.has(kind.type)) return [];
        return [
          {
            path,
            type: kinds.length > 1 ? 'conflict' : kind.type,
            searchable: kinds.every((one) => one.searchable),
            aggregatable: kinds.every((one) => one.aggregatable),
          },
        ];
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    throw mapError(error);
  }
}
