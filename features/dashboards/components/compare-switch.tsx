'use client';

import { Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { Switch } from '@/components/ui/switch';
import { type Message, msg, t } from '@/lib/i18n/t';
import { compareRange, compareWords } from '@/lib/query/compare';
import { resolveTimeRange } from '@/lib/query/time-range';
import type { DashboardState } from '../use-dashboard-state';

const steps: [compare: string, label: Message][] = [
  ['previous', msg('Previous period')],
  ['1d', msg('The day before')],
  ['1w', msg('The week before')],
  ['1M', msg('The month before')],
  ['1y', msg('The year before')],
];

interface Props {
  state: Pick<DashboardState, 'compare' | 'setCompare' | 'timeRange' | 'timeZone'>;
}

function resolved({ timeRange, timeZone }: Props['state']) {
  try {
    return resolveTimeRange(timeRange, Date.now(), timeZone);
  } catch {
    return undefined;
  }
}

/** `2026-11-19T14:30` of an input, in the browser's zone, as the interval that the address holds. */
const toInterval = (from: string, to: string) => `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;

function CustomTime({ compare, onChoose }: { compare: string; onChoose: (compare: string) => void }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const asked = from && to ? toInterval(from, to) : '';
  const valid = asked !== '' && compareRange(asked, { fromMs: 0, toMs: 1 }, 'UTC') !== undefined;
  return (
    <form
      className="own-time"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onChoose(asked);
      }}
    >
      <label className="field">
        <span>{t('From')}</span>
        <input className="inp" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      </label>
      <label className="field">
        <span>{t('To')}</span>
        <input className="inp" type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
      </label>
      {asked && !valid && <p className="form-error">{t('It ends before it starts.')}</p>}
      <button type="submit" className="btn solid" disabled={!valid || asked === compare}>
        {t('Compare with this time')}
      </button>
    </form>
  );
}

/** One switch that every panel honours, and what the time is compared with. */
export function CompareSwitch({ state }: Props) {
  const [open, setOpen] = useState(false);
  const [last, setLast] = useState(state.compare || 'previous');
  const range = resolved(state);
  const shown = state.compare || last;
  const choose = (compare: string) => {
    setLast(compare);
    state.setCompare(compare);
    setOpen(false);
  };
  return (
    <span className="compare">
      <Switch checked={state.compare !== ''} onChange={(on) => state.setCompare(on ? shown : '')} mark={<span className="key" />}>
        {t('Compare with')} {range ? compareWords(shown, range.toMs - range.fromMs, state.timeZone) : t('previous period')}
      </Switch>
      <Popover opened={open} onChange={setOpen} position="bottom-end">
        <Popover.Target>
          <button type="button" className="btn sm icon" aria-label={t('What to compare with')} onClick={() => setOpen(!open)}>
            <IconChevronDown size={14} />
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <div style={{ width: 220 }}>
            {steps.map(([compare, label]) => (
              <button
                key={compare}
                type="button"
                className={`item${state.compare === compare ? ' on' : ''}`}
                aria-pressed={state.compare === compare}
                onClick={() => choose(compare)}
              >
                {t(label)}
              </button>
            ))}
            <hr />
            <CustomTime compare={state.compare} onChoose={choose} />
          </div>
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}
