import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { cluster } from './client';
import { mapError } from './map-error';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';

interface Attached {
  index: string;
  documents: number;
  mappings: { properties?: Record<string, { type?: string }> };
}

/** Whether the cluster takes a Parquet file as an index: the embedded engine does. */
export const attachesFiles = async (): Promise<boolean> => (await cluster()).distribution === 'embedded';

async function ask<T>(scope: DataScope, method: string, index: string, query = '', bytes?: Buffer): Promise<T> {
  if (!scope.canWrite) throw new AppError('forbidden', t('Your role may read but not write.'));
  checkIndices(scope, index);
  const { client, distribution } = await cluster();
  if (distribution !== 'embedded') throw new AppError('forbidden', t('Only the embedded engine attaches files. Import this one.'));
  try {
    const path = `/_parquet/${encodeURIComponent(index)}${query}`;
    const options = bytes ? { headers: { 'content-type': 'application/vnd.apache.parquet' } } : {};
    return (await client.transport.request({ method, path, ...(bytes ? { body: bytes } : {}) } as never, options)) as T;
  } catch (error) {
    throw mapError(error);
  }
}

/** One piece of the file, in order; `offset` is how many bytes came before, 0 begins anew. */
export const sendPiece = (scope: DataScope, index: string, offset: number, bytes: Buffer): Promise<{ received: number }> =>
  ask(scope, 'POST', index, `?offset=${offset}`, bytes);

/** Makes the sent file an index. Throws `query-rejected` where it is no Parquet. */
export const attachFile = (scope: DataScope, index: string): Promise<Attached> => ask(scope, 'PUT', index);

/** Throws away what was sent so far. */
export const abandonFile = (scope: DataScope, index: string): Promise<unknown> => ask(scope, 'DELETE', index);
