'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatValue } from '@/lib/format/number';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { PatternPreview as Preview } from '../schema';

/** What a pattern names now; asked again as it is typed. */
export function usePatternPreview(pattern: string) {
  const [asked] = useDebouncedValue(pattern.trim(), 250);
  return useQuery({
    queryKey: ['pattern-preview', asked],
    queryFn: ({ signal }) => fetchJson<Preview>('/api/data-views/preview', { body: { pattern: asked }, signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function PatternPreview({ preview, error }: { preview: Preview | undefined; error: Error | null }) {
  if (error) return <p className="form-error">{error.message}</p>;
  if (!preview) return null;
  if (preview.indices.length === 0) return <p className="t3 hint">{t('No index matches yet. The view will show what comes.')}</p>;
  return (
    <div className="pattern-preview" aria-live="polite">
      <p>
        <b>{preview.indices.length + preview.moreIndices}</b>{' '}
        {preview.indices.length + preview.moreIndices === 1 ? t('index') : t('indices')}, <b>{formatValue(preview.documents)}</b>{' '}
        {t('documents,')} <b>{formatValue(preview.fields.length)}</b> {t('fields')}
      </p>
      <ul>
        {preview.indices.map(({ name, documents }) => (
          <li key={name} className="row">
            <span className="mono ell grow">{name}</span> <span className="t3 num">{formatValue(documents)}</span>
          </li>
        ))}
        {preview.moreIndices > 0 && <li className="t3">{t('and {moreIndices} more', { moreIndices: preview.moreIndices })}</li>}
      </ul>
    </div>
  );
}
