'use client';

import { browserZone, formatFull } from '@/lib/format/time';
import { t } from '@/lib/i18n/t';
import type { FieldTypes } from '../detect-types';
import { flat, inOrder } from './tried-lines';

const mostShown = 8;
const isNumber = (kind: string | undefined) => kind === 'long' || kind === 'double';
const unshown = new Set(['event.original', '@timestamp']);

/** The first documents as they will be stored, a column for each field. */
export function MadeDocuments({ documents, types, tones }: { documents: Record<string, unknown>[]; types: FieldTypes; tones: string[] }) {
  const shown = documents.slice(0, mostShown).map((document) => new Map(flat(document)));
  if (shown.length === 0) return null;
  const paths = [...new Set(shown.flatMap((row) => [...row.keys()]))].filter((path) => !unshown.has(path));
  const columns = inOrder(paths, tones);
  const zone = browserZone();
  const timeOf = (row: Map<string, string>) => {
    const ms = Date.parse(row.get('@timestamp') ?? '');
    return Number.isNaN(ms) ? '–' : formatFull(ms, zone);
  };
  return (
    <section className="sheet made">
      <h2>{t('What you will get')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and the keyboard has to get there */}
      <section className="scroller" tabIndex={0} aria-label={t('Documents as they will be stored')}>
        <table>
          <thead>
            <tr>
              <th>@timestamp</th>
              {columns.map((path) => (
                <th key={path} className={isNumber(types[path]) ? 'num' : ''}>
                  {path}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              <tr key={at}>
                <td suppressHydrationWarning>{timeOf(row)}</td>
                {columns.map((path) => (
                  <td key={path} className={isNumber(types[path]) ? 'num' : ''} title={row.get(path)}>
                    {row.get(path) ?? '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
