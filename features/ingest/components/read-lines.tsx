'use client';

import type { ReactNode } from 'react';
import { t } from '@/lib/i18n/t';
import type { Tried } from '../schema';
import { failedFirst, failedOf, LineList, LineRead, readSentence } from './tried-lines';

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
  const failed = failedOf(tried ?? []);
  return (
    <section className="sheet" aria-busy={busy}>
      <div className="row wrap">
        <h2 className="grow">{readSentence(tried)}</h2>
        {name && <span className="t3 ell">{name}</span>}
        {failed > 0 && <span className="chip danger">{t('{failed} not read', { failed })}</span>}
      </div>
      {tried ? (
        <LineList name={t('Lines and what is read of them')}>
          {failedFirst(tried).map((line) => (
            <li key={line.number} className={line.error ? 'wrong' : ''}>
              <span className="number">{line.number}</span>
              <div>
                <LineRead line={line} tones={tones} />
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
