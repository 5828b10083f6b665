import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';

/** Refuses a changing request that another site's page sent with this person's cookie. */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') throw new AppError('forbidden', t('This request came from another site.'));
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (!site && origin && new URL(origin).host !== host) throw new AppError('forbidden', t('This request came from another site.'));
}
