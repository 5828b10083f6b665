'use client';

import { IconFilter, IconFilterOff, IconListSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Sparkline } from '@/components/charts/sparkline';
import { StateBlock } from '@/components/ui/state-block';
import type { FieldInfo } from '@/features/data-views/use-fields';
import type { Pattern, Patterns } from '@/features/patterns/schema';
import { formatFixed } from '@/lib/format/number';
import { fetchJson } from '@/lib/http/fetch-json';
import { locale } from '@/lib/i18n/language';
import { msg, t } from '@/lib/i18n/t';
import type { DiscoverState } from '../use-discover';

const shows = [
  ['documents', msg('Documents')],
  ['patterns', msg('Patterns')],
  ['live', msg('Live')],
] as const;

/** Documents one by one, or by the shape of their messages. */
export function ShowSwitch({ state: { url, setUrl } }: { state: DiscoverState }) {
  return (
    <div className="seg" role="radiogroup" aria-label={t('Show')}>
      {shows.map(([show, name]) => (
        <button key={show} type="button" role="radio" aria-checked={url.show === show} onClick={() => void setUrl({ show })}>
          {t(name)}
        </button>
      ))}
    </div>
  );
}

const textTypes = new Set(['text', 'match_only_text', 'wildcard', 'keyword']);

/** Fields that may hold messages: texts first, and `message` before all. */
function messageFields(fields: FieldInfo[]): string[] {
  const rank = ({ path, type }: FieldInfo) => (path === 'message' ? 0 : type.includes('text') ? 1 : /message|text|body/.test(path) ? 2 : 3);
  return fields
    .filter(({ type, path }) => textTypes.has(type) && !path.endsWith('.keyword'))
    .sort((left, right) => rank(left) - rank(right))
    .map(({ path }) => path);
}

function Change({ pattern: { count, before } }: { pattern: Pattern }) {
  if (before === null) return null;
  if (before === 0) return <span className="chip anomaly">{t('new')}</span>;
  if (count === 0) return <span className="chip">{t('gone')}</span>;
  const times = count / before;
  if (times >= 1.5) return <span className="chip">× {times >= 9.95 ? Math.round(times) : formatFixed(times, 1)}</span>;
  if (times <= 1 / 1.5) return <span className="chip">÷ {formatFixed(1 / times, 1)}</span>;
  return <span className="t3">{t('as before')}</span>;
}

/** The template, with the places that change in a quiet tone. */
const Template = ({ template }: { template: string }) => (
  <code className="template">
    {template.split('<*>').map((part, at) => (
      <span key={at}>
        {at > 0 && <i>…</i>}
        {part}
      </span>
    ))}
  </code>
);

interface RowProps {
  pattern: Pattern;
  onFilter: (phrases: string[], negate: boolean) => void;
}

function Row({ pattern, onFilter }: RowProps) {
  const { template, count, share, trend, sample, phrases } = pattern;
  return (
    <tr>
      <td className="num">
        <b style={{ fontWeight: 600 }}>{count.toLocaleString(locale())}</b>
        <div className="t3">{share >= 0.001 ? `${formatFixed(100 * share, 1)} %` : ''}</div>
      </td>
      <td>
        <span className="trend">
          <Sparkline values={trend} />
        </span>
      </td>
      <td>
        <Change pattern={pattern} />
      </td>
      <td title={sample}>
        <Template template={template} />
      </td>
      <td>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {phrases.length > 0 && (
            <>
              <button
                type="button"
                className="btn sm icon"
                aria-label={t('Only {template}', { template })}
                onClick={() => onFilter(phrases, false)}
              >
                <IconFilter size={16} />
              </button>
              <button
                type="button"
                className="btn sm icon"
                aria-label={t('Without {template}', { template })}
                onClick={() => onFilter(phrases.slice(0, 1), true)}
              >
                <IconFilterOff size={16} />
              </button>
            </>
          )}
        </div>
      </td>
    </tr>
  );
}

/** Messages by their shape: how many, when, new or gone, and a way to their documents. */
export function PatternsPanel({ state, fields }: { state: DiscoverState; fields: FieldInfo[] }) {
  const { asked, url, setUrl } = state;
  const candidates = messageFields(fields);
  const [chosen, setChosen] = useState<string>();
  const field = chosen !== undefined && candidates.includes(chosen) ? chosen : candidates[0];
  const { data, error, isFetching } = useQuery({
    queryKey: ['patterns', asked, field],
    queryFn: ({ signal }) => fetchJson<Patterns>('/api/patterns', { body: { ...asked, field }, signal }),
    enabled: field !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (field === undefined)
    return (
      <StateBlock icon={<IconListSearch size={20} />} title={t('No field of words')}>
        {t('Patterns are made of messages, and this data view has no text.')}
      </StateBlock>
    );
  if (error)
    return (
      <StateBlock error icon={<IconListSearch size={20} />} title={t('The messages could not be read')}>
        {error.message}
      </StateBlock>
    );
  const filter = (phrases: string[], negate: boolean) =>
    void setUrl({
      filters: [...url.filters, ...phrases.map((value) => ({ field, operator: 'is' as const, value, negate, disabled: false }))],
      show: negate ? 'patterns' : 'documents',
    });
  return (
    <section className="explaining" aria-label={t('Patterns')}>
      <header>
        <label className="row" style={{ gap: 6 }}>
          <span className="t3">{t('Patterns of')}</span>
          <select className="inp soft mono" aria-label={t('Field')} value={field} onChange={(event) => setChosen(event.target.value)}>
            {candidates.map((path) => (
              <option key={path} value={path}>
                {path}
              </option>
            ))}
          </select>
        </label>
        {data && (
          <span className="t3 num">
            {t('{count} patterns in {total} messages', {
              count: data.patterns.filter(({ count }) => count > 0).length,
              total: data.total.toLocaleString(locale()),
            })}
            {data.read < data.total && t(', estimated from {read}', { read: data.read.toLocaleString(locale()) })}{' '}
            {t('· compared with as much time before · {tookMs} ms', { tookMs: data.tookMs })}
          </span>
        )}
      </header>
      {!data ? (
        <div style={{ padding: 16, display: 'grid', gap: 14 }} aria-hidden="true">
          {[92, 84, 76, 66, 58].map((width) => (
            <div key={width} className="sk" style={{ width: `${width}%`, height: 18 }} />
          ))}
        </div>
      ) : (
        <div className="findings" aria-busy={isFetching}>
          <table className="plain-table">
            <thead>
              <tr>
                <th className="num">{t('Messages')}</th>
                <th>{t('Over the time')}</th>
                <th>{t('Before')}</th>
                <th>{t('Pattern')}</th>
                <th>
                  <span className="visually-hidden">{t('Actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.patterns.map((pattern) => (
                <Row key={pattern.template + pattern.sample} pattern={pattern} onFilter={filter} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
