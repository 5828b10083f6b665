import { wildcardToRegex } from '../elastic/wildcard';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import type { DataScope } from './mint-scope';

const partPattern = /^[a-z0-9*][a-z0-9*._@+-]*$/i;

/** True where every index that `part` can name is named by `pattern` too. A star in `part` is only covered by a star. */
function covers(pattern: string, part: string): boolean {
  return wildcardToRegex(pattern).test(part);
}

/** Splits and proves an index expression. Throws `forbidden` where any part lies outside the scope. */
export function checkIndices(scope: DataScope, expression: string): string {
  const parts = expression.split(',').map((part) => part.trim());
  for (const part of parts) {
    if (part === '_all' || part.startsWith('.') || part.startsWith('-') || !partPattern.test(part)) {
      throw new AppError('forbidden', t('"{part}" cannot be read. Name an index or a pattern of one of your data views.', { part }));
    }
    const allowed = scope.patterns.some((pattern) => pattern.split(',').some((one) => covers(one.trim(), part)));
    if (!allowed)
      throw new AppError(
        'forbidden',
        t('Your role does not include {part}. Ask an administrator of this workspace for access.', { part }),
        {
          details: { index: part },
        },
      );
  }
  return parts.join(',');
}
