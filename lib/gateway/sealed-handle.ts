import { createHmac, timingSafeEqual } from 'node:crypto';
import { requiredSecret } from '../env';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import type { DataScope } from './mint-scope';

/** What the cluster calls a scroll or a point in time, and who may use it over what. */
export interface Held {
  subject: string;
  index: string;
  id: string;
}

const signature = (text: string) => createHmac('sha256', requiredSecret()).update(`point-in-time:${text}`).digest();

/** The cluster's id never leaves the server bare: a handle names who opened it and over what, signed. */
export function seal(held: Held): string {
  const text = Buffer.from(JSON.stringify(held)).toString('base64url');
  return `${text}.${signature(text).toString('base64url')}`;
}

/** What a handle holds. Throws `forbidden` for one that was made up, or opened by somebody else. */
export function unseal(scope: DataScope, handle: string): Held {
  const [text = '', given = ''] = handle.split('.');
  const [expected, actual] = [signature(text), Buffer.from(given, 'base64url')];
  const refused = new AppError('forbidden', t('This list of documents was opened by someone else or elsewhere. Search again.'));
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) throw refused;
  const held = JSON.parse(Buffer.from(text, 'base64url').toString()) as Held;
  if (held.subject !== scope.subject) throw refused;
  return held;
}
