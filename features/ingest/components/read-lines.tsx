'use client';

import type { ReactNode } from 'react';
import { t } from '@/lib/i18n/t';
import type { Tried } from '../schema';
import { LineList, MarkedLine } from './tried-lines';

const mostShown = 100;

/** The lines with what became fields marked, what failed first, and how many are read. `name`: what the lines are of. */
export function ReadLines({
  tried,
  tones,
  name,
  busy,
  children,
}: {
  tried: Tried[] | undefined;
  tones: string[];
  name: string | undefined;
  busy: boolean;
  children: ReactNode;
}) {
  const failed = tried?.filter((line) => line.error).length ?? 0;
  const ordered = (tried ?? []).map((line, at) => ({ ...line, number: at + 1 }));
  ordered.sort((left, right) => Number(right.error !== undefined) - Number(left.error !== undefined));
  return (
    <section className="sheet" aria-busy={busy}>
      <div className="row wrap">
        <h2 className="grow">
          {tried
            ? failed === 0
              ? t('{count, plural, one {The line is read} other {All # lines are read}}', { count: tried.length })
              : t('{count} of {total} lines are read', { count: tried.length - failed, total: tried.length })
            : t('Trying the lines …')}
        </h2>
        {name && <span className="t3 ell">{name}</span>}
        {failed > 0 && <span className="chip danger">{t('{failed} not read', { failed })}</span>}
      </div>
      {tried ? (
        <LineList name={t('Lines and what is read of them')}>
          {ordered.slice(0, mostShown).map((line) => (
            <li key={line.number} className={line.error ? 'wrong' : ''}>
              <span className="number">{line.number}</span>
              <div>
                <MarkedLine event={line.event} captures={line.captures} tones={tones} />
                {line.error && <p className="form-error">{line.error}</p>}
                {line.dropped && <p className="t3">{t('Dropped by the pipeline.')}</p>}
              </div>
            </li>
          ))}
        </LineList>
      ) : (
        <div className="sk" style={{ height: 240 }} />
      )}
      {children}
    </section>
  );
}
