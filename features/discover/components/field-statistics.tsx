'use client';

import { IconCircleMinus, IconCirclePlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { FieldInfo } from '@/features/data-views/use-fields';
import { formatFixed, formatValue } from '@/lib/format/number';
import { formatInstant } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import type { Filter } from '@/lib/query/filters';
import type { FieldStatistics as Statistics } from '../schema';
import type { DiscoverState } from '../use-discover';

const is = (field: string, value: string | number | boolean, negate: boolean): Filter => ({
  field,
  operator: 'is',
  value,
  negate,
  disabled: false,
});
const share = (part: number, whole: number) => `${formatFixed((100 * part) / Math.max(1, whole), 1)}%`;

/** The course of the values as bars: what each stands for is said on hover. */
function Distribution({
  bins,
  say,
  onRange,
}: {
  bins: { from: number; count: number }[];
  say: (value: number) => string;
  onRange: (from: number, to: number) => void;
}) {
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const [first, second] = bins;
  const step = first && second ? second.from - first.from : 1;
  return (
    <div className="bins">
      {bins.map(({ from, count }) => (
        <button
          key={from}
          type="button"
          aria-label={t('{from} to {to}: {count}', { from: say(from), to: say(from + step), count })}
          title={`${say(from)} – ${say(from + step)} · ${count.toLocaleString(locale())}`}
          disabled={count === 0}
          onClick={() => onRange(from, from + step)}
        >
          <i style={{ height: `${Math.max(count > 0 ? 4 : 0, (100 * count) / most)}%` }} />
        </button>
      ))}
    </div>
  );
}

function Facts({ facts }: { facts: [string, string][] }) {
  return (
    <dl className="field-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The median, the middle half, and what nearly all stay under. */
function quartiles({ percentiles = [] }: Statistics, say: (value: number) => string): [string, string][] {
  const at = new Map(percentiles.map(({ percent, value }) => [percent, value]));
  const said = (percent: number) => {
    const value = at.get(percent);
    return typeof value === 'number' ? say(value) : undefined;
  };
  const [low, middle, high, most] = [said(25), said(50), said(75), said(95)];
  return [
    ...(middle ? ([[t('Median'), middle]] as [string, string][]) : []),
    ...(low && high ? ([[t('Middle half'), `${low} – ${high}`]] as [string, string][]) : []),
    ...(most ? ([[t('95 % up to'), most]] as [string, string][]) : []),
  ];
}

/** A list of values, each of which hardly anything has, says nothing beside a distribution. */
const saysMuch = ({ top, distribution, present }: Statistics) =>
  top.length > 0 && (!distribution || (top[0]?.count ?? 0) / Math.max(1, present) >= 0.02);

function factsOf(data: Statistics, say: (value: number) => string): [string, string][] {
  const missing = data.documents - data.present;
  return [
    [
      t('In'),
      t('{share} of {documents}', { share: share(data.present, data.documents), documents: data.documents.toLocaleString(locale()) }),
    ],
    ...(missing > 0 ? ([[t('Missing in'), missing.toLocaleString(locale())]] as [string, string][]) : []),
    ...(data.distinct !== null
      ? ([[t('Different values'), t('about {count}', { count: formatValue(data.distinct) })]] as [string, string][])
      : []),
    ...(data.low !== undefined && data.high !== undefined
      ? ([[t('From, to'), `${say(data.low)} – ${say(data.high)}`]] as [string, string][])
      : []),
    ...(typeof data.mean === 'number' ? ([[t('Mean'), say(data.mean)]] as [string, string][]) : []),
    ...quartiles(data, say),
  ];
}

/** How a field's values lie in the current search, with what can be done about each. */
export function FieldStatistics({ state, field }: { state: DiscoverState; field: FieldInfo }) {
  const { asked, dataView, timeZone } = state;
  const { data, error } = useQuery({
    queryKey: ['field-statistics', asked, field.path],
    queryFn: ({ signal }) =>
      fetchJson<Statistics>('/api/discover/field-statistics', { body: { ...asked, field: field.path, type: field.type }, signal }),
    staleTime: 60_000,
  });
  if (error)
    return (
      <p className="form-error" style={{ padding: 10 }}>
        {error.message}
      </p>
    );
  if (!data)
    return (
      <p className="t3" style={{ padding: 10 }}>
        {t('Counting …')}
      </p>
    );
  if (data.present === 0)
    return (
      <p className="t3" style={{ padding: 10, fontSize: 12 }}>
        {t('No document in this time has this field.')}
      </p>
    );
  const isTime = field.type.startsWith('date');
  const format = dataView?.fieldFormats[field.path];
  const say = (value: number) => (isTime ? formatInstant(value, timeZone) : formatValue(value, format?.format, { unit: format?.unit }));
  const onRange = (from: number, to: number) =>
    state.addFilter({
      field: field.path,
      operator: 'range',
      value: isTime ? { gte: new Date(from).toISOString(), lt: new Date(to).toISOString() } : { gte: from, lt: to },
      negate: false,
      disabled: false,
    });
  return (
    <div className="field-statistics">
      <Facts facts={factsOf(data, say)} />
      {data.distribution && <Distribution bins={data.distribution} say={say} onRange={onRange} />}
      {saysMuch(data) && (
        <ul className="values">
          {data.top.map(({ value, label, count }) => (
            <li key={label}>
              <span className="mono ell">{label}</span>
              <span className="num">{share(count, data.present)}</span>
              <span className="row" style={{ gap: 0 }}>
                <button
                  type="button"
                  className="btn sm icon"
                  aria-label={t('Only {label}', { label })}
                  onClick={() => state.addFilter(is(field.path, value, false))}
                >
                  <IconCirclePlus size={14} />
                </button>
                <button
                  type="button"
                  className="btn sm icon"
                  aria-label={t('Without {label}', { label })}
                  onClick={() => state.addFilter(is(field.path, value, true))}
                >
                  <IconCircleMinus size={14} />
                </button>
              </span>
              <span className="b">
                <i style={{ width: share(count, data.present) }} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {data.examples.length > 0 && (
        <ul className="examples" aria-label={t('Examples')}>
          {data.examples.map((example) => (
            <li key={example} className="mono">
              {example}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
