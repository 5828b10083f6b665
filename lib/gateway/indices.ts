import { cluster } from './client';
import { readRetries } from './limits';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

export interface IndexSummary {
  name: string;
  documents: number;
}

/** The indices that an expression names now, the largest first. An expression that names nothing answers nothing. */
export async function listIndices(scope: DataScope, expression: string, signal?: AbortSignal): Promise<IndexSummary[]> {
  const checked = checkIndices(scope, expression);
  try {
    const { client } = await cluster();
    const rows = await client.transport.request<{ index: string; 'docs.count': string | null }[]>(
      {
        method: 'GET',
        path: `/_cat/indices/${encodeURIComponent(checked)}`,
        querystring: { format: 'json', h: 'index,docs.count', expand_wildcards: 'open' },
      },
      { signal, maxRetries: readRetries },
    );
    return rows
      .map((row) => ({ name: row.index, documents: Number(row['docs.count'] ?? 0) }))
      .sort((a, b) => b.documents - a.documents || (a.name < b.name ? -1 : 1));
  } catch (error) {
    const mapped = mapError(error);
    if (mapped.code === 'missing-index') return [];
    throw mapped;
  }
}
