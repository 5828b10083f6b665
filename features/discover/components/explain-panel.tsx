'use client';

import { IconChartHistogram, IconEqual, IconFilter, IconFilterOff, IconX } from '@tabler/icons-react';
import { StateBlock } from '@/components/ui/state-block';
import type { Finding, Trait } from '@/features/explain/schema';
import { formatFixed } from '@/lib/format/number';
import { formatLength, formatSpan } from '@/lib/format/time';
import { locale } from '@/lib/i18n/language';
import { type Message, msg, t } from '@/lib/i18n/t';
import type { Filter } from '@/lib/query/filters';
import { baselines } from '../url-state';
import type { DiscoverState } from '../use-discover';

const names: Record<(typeof baselines)[number], Message> = {
  rest: msg('the rest of the time shown'),
  before: msg('as much time just before'),
  day: msg('the same time a day before'),
  week: msg('the same time a week before'),
};

const percent = (share: number) =>
  share === 0 ? '0 %' : `${share >= 0.0995 ? Math.round(share * 100) : formatFixed(share * 100, share >= 0.001 ? 1 : 2)} %`;

function liftText({ lift, direction, selectedShare }: Finding): string {
  if (lift === null) return 'new';
  if (selectedShare === 0) return 'gone';
  const times = direction === 'more' ? lift : 1 / lift;
  return `${direction === 'more' ? '×' : '÷'} ${times >= 9.95 ? Math.round(times).toLocaleString(locale()) : formatFixed(times, 1)}`;
}

const toFilter = ({ field, value, range, label }: Trait, negate: boolean): Filter => ({
  field,
  operator: range ? 'range' : 'is',
  value: range ?? value ?? '',
  negate,
  disabled: false,
  ...(range ? { label } : {}),
});

/** Starts the choice of a time to explain. */
export function ExplainButton({ state: { picking, setPicking, setCharted, url, setUrl } }: { state: DiscoverState }) {
  if (url.explain)
    return (
      <button
        type="button"
        className="btn sm line"
        onClick={() => {
          setCharted([]);
          void setUrl({ explain: null });
        }}
      >
        <IconX size={14} /> {t('Back to the documents')}
      </button>
    );
  return (
    <button type="button" className={`btn sm line${picking ? ' on' : ''}`} aria-pressed={picking} onClick={() => setPicking(!picking)}>
      <IconChartHistogram size={14} /> {picking ? t('Drag over the time to explain') : t('Explain a spike')}
    </button>
  );
}

function Bars({ finding }: { finding: Finding }) {
  return (
    <span
      className="share-bars"
      role="img"
      aria-label={t('{selected} in the selection, {otherwise} otherwise', {
        selected: percent(finding.selectedShare),
        otherwise: percent(finding.baselineShare),
      })}
    >
      <i className="selected" style={{ width: `${Math.max(0.5, finding.selectedShare * 100)}%` }} />
      <b>{percent(finding.selectedShare)}</b>
      <i style={{ width: `${Math.max(0.5, finding.baselineShare * 100)}%` }} />
      <b>{percent(finding.baselineShare)}</b>
    </span>
  );
}

interface RowProps {
  finding: Finding;
  charted: boolean;
  onChart: () => void;
  onFilter: (traits: Trait[], negate: boolean) => void;
}

function Row({ finding, charted, onChart, onFilter }: RowProps) {
  const said = finding.traits.map(({ field, label }) => `${field} ${label}`).join(' and ');
  return (
    <tr>
      <td>
        {finding.traits.map(({ field, label }, at) => (
          <div key={field} className="trait">
            {at > 0 && <span className="t3">{t('and')} </span>}
            <span className="t2">{field}</span> <b className="mono">{label}</b>
          </div>
        ))}
      </td>
      <td>
        <Bars finding={finding} />
      </td>
      <td className="num">
        <span className={`chip ${finding.direction === 'more' ? 'anomaly' : ''}`}>{liftText(finding)}</span>
      </td>
      <td className="num t3">{finding.selected.toLocaleString(locale())}</td>
      <td>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button
            type="button"
            className={`btn sm icon${charted ? ' on' : ''}`}
            aria-pressed={charted}
            aria-label={t('Chart {said}', { said })}
            onClick={onChart}
          >
            <IconChartHistogram size={16} />
          </button>
          <button
            type="button"
            className="btn sm icon"
            aria-label={t('Only {said}', { said })}
            onClick={() => onFilter(finding.traits, false)}
          >
            <IconFilter size={16} />
          </button>
          {finding.traits.length === 1 && (
            <button
              type="button"
              className="btn sm icon"
              aria-label={t('Without {said}', { said })}
              onClick={() => onFilter(finding.traits, true)}
            >
              <IconFilterOff size={16} />
            </button>
          )}
        </div>
      </td>
    </tr>
  );
}

function Findings({ state }: { state: DiscoverState }) {
  const { explanation, url, setUrl, charted, setCharted } = state;
  const { data, error } = explanation;
  if (error)
    return (
      <StateBlock error icon={<IconEqual size={20} />} title={t('This could not be compared')}>
        {error.message}
      </StateBlock>
    );
  if (!data)
    return (
      <div style={{ padding: 16, display: 'grid', gap: 14 }} aria-hidden="true">
        {[92, 84, 76, 66, 58].map((width) => (
          <div key={width} className="sk" style={{ width: `${width}%`, height: 18 }} />
        ))}
      </div>
    );
  if (data.findings.length === 0)
    return (
      <StateBlock icon={<IconEqual size={20} />} title={t('Nothing stands out')}>
        {data.selected === 0
          ? t('There are no documents in the selection. Choose another time.')
          : data.baseline === 0
            ? t('There are no documents to compare with. Choose another time.')
            : t('{compared} values were compared; none differs by more than chance would.', {
                compared: data.compared.toLocaleString(locale()),
              })}
      </StateBlock>
    );
  const filter = (traits: Trait[], negate: boolean) => {
    setCharted([]);
    void setUrl({ filters: [...url.filters, ...traits.map((trait) => toFilter(trait, negate))], explain: null });
  };
  const same = (finding: Finding) => JSON.stringify(charted) === JSON.stringify(finding.traits.map((trait) => toFilter(trait, false)));
  return (
    <div className="findings" aria-busy={explanation.isFetching}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('What differs')}</th>
            <th>{t('Share, selected and otherwise')}</th>
            <th className="num">{t('Times')}</th>
            <th className="num">{t('Documents')}</th>
            <th>
              <span className="visually-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.findings.map((finding) => (
            <Row
              key={finding.traits.map(({ field, label }) => field + label).join()}
              finding={finding}
              charted={same(finding)}
              onChart={() => setCharted(same(finding) ? [] : finding.traits.map((trait) => toFilter(trait, false)))}
              onFilter={filter}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is different about the selected time: values by how much they tell, with their shares in both. */
export function ExplainPanel({ state }: { state: DiscoverState }) {
  const { explanation, url, setUrl, timeZone } = state;
  if (!url.explain) return null;
  const { fromMs, toMs } = url.explain;
  const { data } = explanation;
  return (
    <section className="explaining" aria-label={t('What is different')}>
      <header>
        <h2>{t('What is different')}</h2>
        <span className="t2">
          {formatSpan(fromMs, toMs, timeZone)} ({formatLength(toMs - fromMs)})
        </span>
        <label className="row" style={{ gap: 6 }}>
          <span className="t3">{t('against')}</span>
          <select
            className="inp soft"
            aria-label={t('Compared with')}
            value={url.against}
            onChange={(event) => void setUrl({ against: event.target.value as (typeof baselines)[number] })}
          >
            {baselines.map((one) => (
              <option key={one} value={one}>
                {t(names[one])}
              </option>
            ))}
          </select>
        </label>
        {data && (
          <span className="t3 num">
            {t('{selected} and {baseline} documents', {
              selected: data.selected.toLocaleString(locale()),
              baseline: data.baseline.toLocaleString(locale()),
            })}
            {data.sampled && t(', sampled')} {t('· {tookMs} ms', { tookMs: data.tookMs })}
          </span>
        )}
      </header>
      <Findings state={state} />
    </section>
  );
}
