import { createGunzip } from 'node:zlib';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';

const mostBytes = 128 * 1024 * 1024;

/** A request's body, unpacked where it is gzip. Throws `too-large` beyond 128 MB, packed or not. */
export async function readBytes(request: Request): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0);
  const packed = request.headers.get('content-encoding') === 'gzip';
  const parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer) => {
    size += part.length;
    if (size > mostBytes) throw new AppError('too-large', t('The request is larger than 128 MB. Send it in parts.'));
    parts.push(part);
  };
  const body = request.body as unknown as AsyncIterable<Uint8Array>;
  if (!packed) {
    for await (const part of body) keep(Buffer.from(part));
    return Buffer.concat(parts);
  }
  const gunzip = createGunzip();
  const feed = (async () => {
    for await (const part of body) if (!gunzip.write(part)) await new Promise((done) => gunzip.once('drain', done));
    gunzip.end();
  })();
  try {
    for await (const part of gunzip) keep(part as Buffer);
    await feed;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('bad-request', t('The body says that it is gzip, and is not.'), { cause: error });
  }
  return Buffer.concat(parts);
}

/** The same as text. */
export const readText = async (request: Request): Promise<string> => (await readBytes(request)).toString('utf8');
