import { AppError } from '../../lib/errors/app-error';
import { type DataScope, mintScope } from '../../lib/gateway/mint-scope';
import { t } from '../../lib/i18n/t';
import { filtersSchema } from '../../lib/query/context-schemas';
import { type Filter, filtersToDsl } from '../../lib/query/filters';
import { listReadablePatterns } from '../data-views/data';
import { getOpenLink, type OpenLink } from '../sharing/data';

export interface SharedAccess {
  link: OpenLink;
  scope: DataScope;
  lockedFilters: Filter[];
}

/**
 * What a token opens: one dashboard, inside what the role of the person who shared it may read now, with the locked filters
 * on every search. Throws `not-found` for unknown, expired and revoked tokens alike.
 */
export async function requireShare(token: string, kind?: 'link' | 'embed'): Promise<SharedAccess> {
  const link = await getOpenLink(token);
  if (!link || (kind && link.kind !== kind))
    throw new AppError(
      'not-found',
      t('This link does not open anything. It may have expired or been stopped; ask the person who sent it.'),
    );
  const locked = filtersSchema.parse(link.lockedFilters);
  const patterns = link.createdByRole === 'administrator' ? ['*'] : await listReadablePatterns(link.createdByRole);
  const filters = filtersToDsl(locked);
  return {
    link,
    lockedFilters: locked,
    scope: mintScope({ subject: `share:${link.id}`, patterns, ...(filters.length > 0 ? { filter: { bool: { filter: filters } } } : {}) }),
  };
}
