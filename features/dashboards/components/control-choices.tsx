'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatValue } from '@/lib/format/number';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { quickRanges } from '@/lib/query/time-range';
import type { ControlProps } from '../controls/control-props';
import type { ControlOptions } from '../controls/schema';

type Scalar = string | number | boolean;

/** What a control offers now, under the time, the filters and the controls before it. */
function useOptions({ control, origin, state, draft }: ControlProps, find = '') {
  const context = state.contextBefore(control);
  return useQuery({
    queryKey: ['control', origin, control, context, find],
    queryFn: ({ signal }) =>
      fetchJson<ControlOptions>('/api/controls', {
        body: { ...origin, ...(draft ? { draft: control } : { control: control.id }), context, find },
        signal,
      }),
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  });
}

/** Values to choose, the most frequent first; a search looks through all of them. */
export function TermsChoice(props: ControlProps & { onClose: () => void }) {
  const { control, state, onClose } = props;
  const [typed, setTyped] = useState('');
  const [find] = useDebouncedValue(typed, 200);
  const { data, error, isFetching } = useOptions(props, find);
  const value = state.controlValues[control.id];
  const chosen: Scalar[] = Array.isArray(value) ? value : [];
  const multiple = control.kind === 'terms' && control.multiple;
  const listed = data?.values ?? [];
  const kept = typed === '' ? chosen.filter((one) => !listed.some((option) => option.value === one)) : [];
  const options = [...kept.map((one) => ({ value: one, label: String(one), count: undefined })), ...listed];
  const toggle = (one: Scalar) => {
    const rest = chosen.filter((other) => other !== one);
    const next = rest.length < chosen.length ? rest : multiple ? [...chosen, one] : [one];
    state.setControl(control.id, next.length > 0 ? next : undefined);
    if (!multiple) onClose();
  };
  return (
    <div className="choices">
      <label className="inp-icon">
        <IconSearch size={16} />
        <span className="visually-hidden">{t('Find a value')}</span>
        <input
          className="inp soft with-icon"
          placeholder={t('Find a value')}
          value={typed}
          data-autofocus
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {error && <p className="form-error">{error.message}</p>}
      <ul aria-label={t('Values of {label}', { label: control.label })} aria-busy={isFetching}>
        {options.map(({ value: one, label, count }) => (
          <li key={`${typeof one}${one}`}>
            <label className="item">
              <input type={multiple ? 'checkbox' : 'radio'} name={control.id} checked={chosen.includes(one)} onChange={() => toggle(one)} />
              <span className="ell grow">{label}</span>
              {count !== undefined && <span className="t3 num">{formatValue(count, 'number', { compact: true })}</span>}
            </label>
          </li>
        ))}
      </ul>
      {data && options.length === 0 && (
        <p className="t3 hint">{typed ? t('No value contains “{typed}”.', { typed }) : t('No values in this time.')}</p>
      )}
      {data?.more && <p className="t3 hint">{t('The most frequent ones. Type to find others.')}</p>}
    </div>
  );
}

const numberIn = (text: string) => (text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text));

/** A lower and an upper end; the ends of what is there stand as hints. */
export function RangeChoice(props: ControlProps & { onClose: () => void }) {
  const { control, state, onClose } = props;
  const { data } = useOptions(props);
  const value = state.controlValues[control.id];
  const now = typeof value === 'object' && !Array.isArray(value) && !('from' in value) ? value : {};
  const [low, setLow] = useState(String(now.gte ?? ''));
  const [high, setHigh] = useState(String(now.lte ?? ''));
  const [gte, lte] = [numberIn(low), numberIn(high)];
  const wrong = gte !== undefined && lte !== undefined && lte < gte;
  const input = (name: string, text: string, set: (text: string) => void, end: number | null | undefined) => (
    <label className="field">
      <span>{name}</span>
      <input
        className="inp"
        type="number"
        step="any"
        value={text}
        placeholder={typeof end === 'number' ? String(Math.round(end * 100) / 100) : ''}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
  return (
    <form
      className="choices"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        const next = { ...(gte === undefined ? {} : { gte }), ...(lte === undefined ? {} : { lte }) };
        state.setControl(control.id, gte === undefined && lte === undefined ? undefined : next);
        onClose();
      }}
    >
      <div className="row">
        {input(t('At least'), low, setLow, data?.min)}
        {input(t('At most'), high, setHigh, data?.max)}
      </div>
      {wrong && <p className="form-error">{t('The upper end is below the lower one.')}</p>}
      <button type="submit" className="btn solid" disabled={wrong}>
        {t('Apply')}
      </button>
    </form>
  );
}

/** A time of a date field, beside the dashboard's own. */
export function DateChoice({ control, state, onClose }: ControlProps & { onClose: () => void }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const choose = (range: { from: string; to: string }) => {
    state.setControl(control.id, range);
    onClose();
  };
  return (
    <div className="choices">
      <ul>
        {quickRanges
          .filter(({ range }) => !/\d[mh]$/.test(range.from))
          .map(({ label, range }) => (
            <li key={t(label)}>
              <button type="button" className="item" onClick={() => choose(range)}>
                {t(label)}
              </button>
            </li>
          ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (from && to && from <= to) choose({ from, to: `${to}||+1d` });
        }}
      >
        <div className="row">
          <label className="field">
            <span>{t('From')}</span>
            <input className="inp" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label className="field">
            <span>{t('To, included')}</span>
            <input className="inp" type="date" value={to} onChange={(event) => setTo(event.target.value)} />
          </label>
        </div>
        <button type="submit" className="btn solid" disabled={!from || !to || from > to}>
          {t('Apply')}
        </button>
      </form>
    </div>
  );
}
