import { AppError } from '../../lib/errors/app-error';
import { abandonFile, attachFile, sendPiece } from '../../lib/gateway/attach';
import { deleteIndex, indexExists } from '../../lib/gateway/ingest';
import { t } from '../../lib/i18n/t';
import { jobScope } from '../access/job-scope';
import { createDataView } from '../data-views/mutations';
import { sourceExists } from './data';
import { pieceBytes } from './schema';

const scopeOf = (index: string) => jobScope('ingest', [index]);

async function requireFree(index: string): Promise<void> {
  if ((await sourceExists(index)) || (await indexExists(scopeOf(index), index)))
    throw new AppError('conflict', t('There is already an index called {index}. Choose another name.', { index }));
}

/** A piece of a Parquet file for an index that is not there yet. Throws `conflict` where the name is taken. */
export async function takePiece(index: string, offset: number, bytes: Buffer): Promise<{ received: number }> {
  if (bytes.length > pieceBytes) throw new AppError('bad-request', t('A piece of a file has at most {pieceBytes} bytes.', { pieceBytes }));
  if (offset === 0) await requireFree(index);
  return sendPiece(scopeOf(index), index, offset, bytes);
}

/** Makes the file that was sent an index that is only read, and a data view of it. */
export async function finishAttaching(index: string, title: string): Promise<{ dataViewId: string; documents: number }> {
  const scope = scopeOf(index);
  const { documents, mappings } = await attachFile(scope, index);
  const dates = Object.entries(mappings.properties ?? {}).flatMap(([name, { type }]) => (type === 'date' ? [name] : []));
  const timeField = dates.includes('@timestamp') ? '@timestamp' : (dates[0] ?? null);
  try {
    const { id } = await createDataView({
      title,
      pattern: index,
      timeField,
      description: '',
      roles: ['editor', 'viewer'],
      fieldFormats: {},
      columns: [],
    });
    return { dataViewId: id, documents };
  } catch (error) {
    await deleteIndex(scope, index);
    throw error;
  }
}

export const stopAttaching = (index: string): Promise<unknown> => abandonFile(scopeOf(index), index);
