'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readInstant } from '@/lib/elastic/date-math';
import { formatClockMs, formatDay } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { flatten, showValue, valueAt } from '../flatten';
import type { Surrounding as Answer, DiscoverHit } from '../schema';
import type { DiscoverState } from '../use-discover';

const step = 10;

function Line({ hit, state, anchor }: { hit: DiscoverHit; state: DiscoverState; anchor?: boolean }) {
  const { columns, dataView, timeZone } = state;
  const ms = readInstant(valueAt(hit.source, dataView?.timeField ?? ''));
  const shown = columns.length > 0 ? columns : ['message'];
  const texts = shown.map((path) => showValue(valueAt(hit.source, path)));
  const text = texts.every((one) => one === '–')
    ? flatten(hit.source)
        .slice(0, 8)
        .map(([path, value]) => `${path} ${showValue(value)}`)
        .join('  ')
    : texts.join('  ');
  return (
    <li className={anchor ? 'anchor' : ''} aria-current={anchor}>
      <span className="t3 num">{ms === undefined ? '–' : `${formatDay(ms, timeZone)} ${formatClockMs(ms, timeZone)}`}</span>
      <span className="mono ell" title={text}>
        {text}
      </span>
    </li>
  );
}

/** What happened right before and after a document, whatever was searched for. */
export function Surrounding({ hit, state }: { hit: DiscoverHit; state: DiscoverState }) {
  const [before, setBefore] = useState(step);
  const [after, setAfter] = useState(step);
  const { dataView } = state;
  const time = valueAt(hit.source, dataView?.timeField ?? '');
  const { data, error } = useQuery({
    queryKey: ['surrounding', dataView?.id, hit.index, hit.id, before, after],
    queryFn: ({ signal }) =>
      fetchJson<Answer>('/api/discover/surrounding', {
        body: { dataView: dataView?.id, id: hit.id, index: hit.index, time, before, after },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  if (error) return <p className="form-error">{error.message}</p>;
  if (!data) return <p className="t3 hint">{t('Looking …')}</p>;
  return (
    <div className="surrounding">
      <button
        type="button"
        className="btn sm"
        disabled={data.after.length < after || after >= 200}
        onClick={() => setAfter(after + 2 * step)}
      >
        {t('More after it')}
      </button>
      <ul aria-label={t('Documents around this one')}>
        {data.after.map((one) => (
          <Line key={`${one.index}/${one.id}`} hit={one} state={state} />
        ))}
        <Line hit={hit} state={state} anchor />
        {data.before.map((one) => (
          <Line key={`${one.index}/${one.id}`} hit={one} state={state} />
        ))}
      </ul>
      <button
        type="button"
        className="btn sm"
        disabled={data.before.length < before || before >= 200}
        onClick={() => setBefore(before + 2 * step)}
      >
        {t('More before it')}
      </button>
    </div>
  );
}
