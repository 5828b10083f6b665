import type { JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { cluster } from './client';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

function requireWrite(scope: DataScope, index: string): string {
  if (!scope.canWrite) throw new AppError('forbidden', t('Your role may read but not write.'));
  return checkIndices(scope, index);
}

/** Indexes documents with generated ids. Throws AppError naming the first refused document. */
export async function bulkIndex(scope: DataScope, index: string, documents: JsonObject[]): Promise<void> {
  const checked = requireWrite(scope, index);
  if (documents.length === 0) return;
  const lines = documents.map((document) => `{"index":{}}\n${JSON.stringify(document)}`).join('\n');
  try {
    const { client } = await cluster();
    const answer = await client.transport.request<{ errors: boolean; items: { index?: { error?: { reason?: string } } }[] }>(
      { method: 'POST', path: `/${encodeURIComponent(checked)}/_bulk`, bulkBody: `${lines}\n` },
      { headers: { 'content-type': 'application/x-ndjson' } },
    );
    const refused = answer.errors ? answer.items.find((item) => item.index?.error) : undefined;
    if (refused)
      throw new AppError(
        'query-rejected',
        t('A document was refused: {reason}', { reason: refused.index?.error?.reason ?? 'unknown reason' }),
      );
  } catch (error) {
    throw mapError(error);
  }
}

/** Deletes the index if it is there and makes it new with these mappings. */
export async function recreateIndex(scope: DataScope, index: string, mappings: JsonObject): Promise<void> {
  const checked = requireWrite(scope, index);
  try {
    const { client } = await cluster();
    await client.transport.request({ method: 'DELETE', path: `/${encodeURIComponent(checked)}` }, { ignore: [404] });
    await client.transport.request({ method: 'PUT', path: `/${encodeURIComponent(checked)}`, body: { mappings } });
  } catch (error) {
    throw mapError(error);
  }
}

export async function refreshIndex(scope: DataScope, index: string): Promise<void> {
  const path = `/${encodeURIComponent(requireWrite(scope, index))}/_refresh`;
  try {
    const { client } = await cluster();
    await client.transport.request({ method: 'POST', path });
  } catch (error) {
    throw mapError(error);
  }
}
