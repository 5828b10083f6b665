import type { Role } from '../../lib/auth/session';
import { AppError } from '../../lib/errors/app-error';
import { type DataScope, mintScope } from '../../lib/gateway/mint-scope';
import { requireSameOrigin } from '../../lib/http/same-origin';
import { t } from '../../lib/i18n/t';
import { getApiKey } from '../api-keys/data';
import { noteUse } from '../api-keys/mutations';
import { type Action, can } from './ability';
import { requireUser } from './session-scope';

/** `ApiKey <base64 of id:secret>`, or basic authentication with the id as user; undefined where the header is neither. */
function credentials(header: string): [id: string, secret: string] | undefined {
  const found = /^(ApiKey|Basic)\s+([A-Za-z0-9+/=_-]+)$/i.exec(header.trim());
  if (!found) return undefined;
  const text = Buffer.from(found[2] as string, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}

/** The key of this authorization header. Undefined without a header; throws `sign-in-required` for one that does not count. */
async function proveKey(header: string | null) {
  if (header === null) return undefined;
  const given = credentials(header);
  const key = given && (await getApiKey(...given));
  if (!key) throw new AppError('sign-in-required', t('This API key does not count: it is unknown, expired or revoked.'));
  await noteUse(key.id, Date.now());
  return key;
}

/** What the key of this authorization header may do with documents. Undefined without a header; throws `sign-in-required`. */
export async function scopeForApiKey(header: string | null): Promise<DataScope | undefined> {
  const key = await proveKey(header);
  return key && mintScope({ subject: `key:${key.id}`, patterns: key.patterns, canWrite: key.canWrite });
}

/**
 * Who changes or reads what is kept in Oriel itself: a program with an API key, which may what the role of the person who made it may (and
 * change only where the key may write), where it is over all indices, or a person with a session of this origin. Throws `sign-in-required` or `forbidden`.
 */
export async function requireProgramOrUser(request: Request, action: Action): Promise<{ id: string | null; name: string; role: Role }> {
  const key = await proveKey(request.headers.get('authorization'));
  if (!key) {
    requireSameOrigin(request);
    return requireUser(action);
  }
  // a key that was made for some indices is not one for the workspace
  if (!key.patterns.includes('*') || !can({ role: key.createdByRole }, action) || (action !== 'read' && !key.canWrite))
    throw new AppError(
      'forbidden',
      t('This API key may not do that. It takes one over all indices (*), and to change things one that may write.'),
    );
  return { id: null, name: `${key.createdByName} (key ${key.name})`, role: key.createdByRole };
}
