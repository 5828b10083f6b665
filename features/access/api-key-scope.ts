import { AppError } from '../../lib/errors/app-error';
import { type DataScope, mintScope } from '../../lib/gateway/mint-scope';
import { getApiKey } from '../api-keys/data';
import { noteUse } from '../api-keys/mutations';

/** `ApiKey <base64 of id:secret>`, or basic authentication with the id as user; undefined where the header is neither. */
function credentials(header: string): [id: string, secret: string] | undefined {
  const found = /^(ApiKey|Basic)\s+([A-Za-z0-9+/=_-]+)$/i.exec(header.trim());
  if (!found) return undefined;
  const text = Buffer.from(found[2] as string, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}

/** What the key of this authorization header may do. Undefined without a header; throws `sign-in-required` for one that does not count. */
export async function scopeForApiKey(header: string | null): Promise<DataScope | undefined> {
  if (header === null) return undefined;
  const given = credentials(header);
  const key = given && (await getApiKey(...given));
  if (!key) throw new AppError('sign-in-required', 'This API key does not count: it is unknown, expired or revoked.');
  await noteUse(key.id, Date.now());
  return mintScope({ subject: `key:${key.id}`, patterns: key.patterns, canWrite: key.canWrite });
}
