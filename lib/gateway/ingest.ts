import type { JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { cluster } from './client';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

/** What became of one document in a pipeline. */
export interface Simulated {
  source?: JsonObject;
  index?: string;
  error?: string;
  dropped?: boolean;
}

async function request<T>(method: string, path: string, body?: unknown, ignore: number[] = []): Promise<T> {
  try {
    const { client } = await cluster();
    return (await client.transport.request({ method, path, ...(body === undefined ? {} : { body: body as JsonObject }) } as never, {
      ignore,
    })) as T;
  } catch (error) {
    throw mapError(error);
  }
}

const requireWrite = (scope: DataScope, index: string) => {
  if (!scope.canWrite) throw new AppError('forbidden', t('Your role may read but not write.'));
  return checkIndices(scope, index);
};

/** Runs a pipeline over documents without storing anything. Throws `query-rejected` with the cluster's reason for a pipeline that is none. */
export async function simulatePipeline(pipeline: JsonObject, documents: JsonObject[], index: string): Promise<Simulated[]> {
  interface Answer {
    docs: ({ doc?: { _source: JsonObject; _index: string }; error?: { reason?: string; caused_by?: { reason?: string } } } | null)[];
  }
  const { docs } = await request<Answer>('POST', '/_ingest/pipeline/_simulate', {
    pipeline,
    docs: documents.map((source) => ({ _index: index, _source: source })),
  });
  return docs.map((entry) => {
    if (!entry) return { dropped: true };
    if (entry.error) return { error: entry.error.caused_by?.reason ?? entry.error.reason ?? 'unknown reason' };
    return { source: entry.doc?._source ?? {}, index: entry.doc?._index ?? index };
  });
}

const pipelinePath = (name: string) => `/_ingest/pipeline/${encodeURIComponent(name)}`;

const requireAnyWrite = (scope: DataScope) => {
  if (!scope.canWrite) throw new AppError('forbidden', t('Your role may read but not write.'));
};

/** Pipelines of the cluster by name; all of them where none is named, none where the named one is not there. */
export async function getPipelines(scope: DataScope, name?: string): Promise<Record<string, JsonObject>> {
  requireAnyWrite(scope);
  return request('GET', name === undefined ? '/_ingest/pipeline' : pipelinePath(name), undefined, [404]);
}

/** Stores a pipeline. Throws `query-rejected` with the cluster's reason for one that is none. */
export async function putPipeline(scope: DataScope, name: string, pipeline: JsonObject): Promise<void> {
  requireAnyWrite(scope);
  await request('PUT', pipelinePath(name), pipeline);
}

export async function deletePipeline(scope: DataScope, name: string): Promise<void> {
  requireAnyWrite(scope);
  await request('DELETE', pipelinePath(name), undefined, [404]);
}

/** A template for indices that the scope may write to. */
export async function putIndexTemplate(scope: DataScope, name: string, indices: string[], template: JsonObject): Promise<void> {
  for (const index of indices) requireWrite(scope, index);
  await request('PUT', `/_index_template/${encodeURIComponent(name)}`, { index_patterns: indices, priority: 300, template });
}

export async function deleteIndexTemplate(scope: DataScope, name: string): Promise<void> {
  requireAnyWrite(scope);
  await request('DELETE', `/_index_template/${encodeURIComponent(name)}`, undefined, [404]);
}

export async function indexExists(scope: DataScope, name: string): Promise<boolean> {
  const answer = await request<Record<string, unknown>>(
    'GET',
    `/_resolve/index/${encodeURIComponent(checkIndices(scope, name))}`,
    undefined,
    [404],
  );
  return ['indices', 'aliases', 'data_streams'].some((key) => Array.isArray(answer[key]) && answer[key].length > 0);
}

export async function deleteIndex(scope: DataScope, name: string): Promise<void> {
  await request('DELETE', `/${encodeURIComponent(requireWrite(scope, name))}`, undefined, [404]);
}

export interface BulkItem {
  index: string;
  error?: string;
}

/** Indexes documents through the index's own pipeline; what became of each, in order. With ids, a second time replaces the first; with `refresh` the next search finds them. */
export async function bulkThroughPipeline(
  scope: DataScope,
  name: string,
  documents: { id?: string; source: JsonObject }[],
  refresh = false,
): Promise<BulkItem[]> {
  const index = requireWrite(scope, name);
  const lines = documents
    .map(({ id, source }) => `${JSON.stringify({ index: id === undefined ? {} : { _id: id } })}\n${JSON.stringify(source)}\n`)
    .join('');
  interface Answer {
    items: { index: { _index: string; error?: { reason?: string; caused_by?: { reason?: string } } } }[];
  }
  try {
    const { client } = await cluster();
    const answer = await client.transport.request<Answer>(
      {
        method: 'POST',
        path: `/${encodeURIComponent(index)}/_bulk`,
        ...(refresh ? { querystring: { refresh: true } } : {}),
        bulkBody: lines,
      },
      { headers: { 'content-type': 'application/x-ndjson' }, requestTimeout: 60_000 },
    );
    return answer.items.map(({ index: item }) => ({
      index: item._index,
      ...(item.error ? { error: item.error.caused_by?.reason ?? item.error.reason ?? 'unknown reason' } : {}),
    }));
  } catch (error) {
    throw mapError(error);
  }
}
