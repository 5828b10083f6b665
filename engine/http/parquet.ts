import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { addMappedFields } from '../dsl/mapping';
import { EsError, illegalArgument } from '../plan/es-error';
import { unfinished } from '../store/database';
import { describeParquet, longTexts, mappingOf } from '../store/parquet-file';
import { checkName } from './create-index';
import { type EngineRequest, type Handler, ok } from './request';

/** Where a file is gathered until it is attached. Throws for names that no index may have. */
function partOf({ path, context }: EngineRequest): { index: string; part: string } {
  const index = path.index ?? '';
  checkName(context.catalog, index);
  context.catalog.requireFree(index);
  return { index, part: context.catalog.database.attachedFile(`${index}${unfinished}`) };
}

/** A piece of a file, at its place: `offset` is what has come before. The first begins anew. */
async function sendPiece(request: EngineRequest) {
  const { part } = partOf(request);
  const offset = Number(request.query.get('offset') ?? 0);
  if (!request.bytes) throw illegalArgument('Send the bytes of the file as application/vnd.apache.parquet.');
  const known = existsSync(part) ? statSync(part).size : 0;
  if (offset !== 0 && offset !== known)
    throw new EsError('version_conflict_engine_exception', `[offset] is ${offset}, but ${known} bytes have come. Begin anew.`, 409);
  const file = await open(part, offset === 0 ? 'w' : 'a', 0o600);
  try {
    await file.writeFile(request.bytes);
  } finally {
    await file.close();
  }
  return ok({ received: offset + request.bytes.length });
}

/** The whole file is there: it becomes an index. Acknowledged means that it is on disk. */
async function attach(request: EngineRequest) {
  const { index, part } = partOf(request);
  const { catalog } = request.context;
  const { database } = catalog;
  if (!existsSync(part)) throw new EsError('resource_not_found_exception', `No file was sent for [${index}].`, 404);
  const file = `${randomUUID()}.parquet`;
  const place = database.attachedFile(file);
  await rename(part, place);
  try {
    const handle = await open(place, 'r+');
    await handle.sync().finally(() => handle.close());
    const meta = await catalog.exclusive(async () => {
      const parquet = await describeParquet(database.writer, place);
      const mapping = mappingOf(parquet, await longTexts(database.writer, place, parquet));
      const set = { fields: new Map(), columns: [], nextColumn: 0 };
      addMappedFields(set, mapping);
      return catalog.attach(index, mapping, set, { file, bytes: statSync(place).size, parquet });
    });
    return ok({ acknowledged: true, index, documents: meta.attached?.documents, mappings: meta.mapping }, 201);
  } catch (error) {
    await rm(place, { force: true });
    throw error;
  }
}

async function abandon(request: EngineRequest) {
  await rm(partOf(request).part, { force: true });
  return ok({ acknowledged: true });
}

const list: Handler = ({ context }) =>
  ok({
    attached: context.catalog
      .list()
      .flatMap(({ name, attached }) => (attached ? [{ index: name, documents: attached.documents, bytes: attached.bytes }] : [])),
  });

/** The engine's own: a Parquet file as an index that is only read. Elasticsearch has nothing like it. */
export const parquetRoutes: [string, string, Handler][] = [
  ['GET', '/_parquet', list],
  ['POST', '/_parquet/:index', sendPiece],
  ['PUT', '/_parquet/:index', attach],
  ['DELETE', '/_parquet/:index', abandon],
];
