'use client';

import { Popover } from '@mantine/core';
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconClock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatSpan } from '@/lib/format/time';
import { nameRange, quickRanges, resolveTimeRange, shiftRange, type TimeRange } from '@/lib/query/time-range';
import { t } from '../../lib/i18n/t';

interface Props {
  value: TimeRange;
  timeZone: string;
  onChange: (range: TimeRange) => void;
  disabled?: boolean;
}

function resolved(range: TimeRange, timeZone: string) {
  try {
    return resolveTimeRange(range, Date.now(), timeZone);
  } catch {
    return undefined;
  }
}

function problem(range: TimeRange, timeZone: string): string | undefined {
  try {
    resolveTimeRange(range, Date.now(), timeZone);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function Custom({ value, timeZone, onApply }: { value: TimeRange; timeZone: string; onApply: (range: TimeRange) => void }) {
  const [draft, setDraft] = useState(value);
  const wrong = problem(draft, timeZone);
  return (
    <form
      style={{ display: 'grid', gap: 10, padding: 10, width: 236 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) onApply(draft);
      }}
    >
      <label className="field">
        <span>{t('From')}</span>
        <input
          className="inp mono"
          value={draft.from}
          onChange={(event) => setDraft({ ...draft, from: event.target.value })}
          spellCheck={false}
          data-autofocus
        />
      </label>
      <label className="field">
        <span>{t('To')}</span>
        <input
          className="inp mono"
          value={draft.to}
          onChange={(event) => setDraft({ ...draft, to: event.target.value })}
          spellCheck={false}
        />
      </label>
      {wrong ? (
        <p className="form-error">{wrong}</p>
      ) : (
        <p className="t3" style={{ fontSize: 12 }}>
          {t('now-24h, now/d, or 2026-11-19T14:30')}
        </p>
      )}
      <button type="submit" className="btn solid" disabled={Boolean(wrong)}>
        {t('Apply')}
      </button>
      <p className="t3" style={{ fontSize: 12 }}>
        {t('Times in {timeZone}', { timeZone })}
      </p>
    </form>
  );
}

/** One time range for the page: quick ranges, relative and absolute bounds, arrows that move it by its own length. */
export function TimePicker({ value, timeZone, onChange, disabled }: Props) {
  const [open, setOpen] = useState(false);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const range = mounted ? resolved(value, timeZone) : undefined;
  const name = nameRange(value);
  const absolute = range ? formatSpan(range.fromMs, range.toMs, timeZone) : '';
  const shift = (direction: -1 | 1) => range && onChange(shiftRange(value, direction, Date.now(), timeZone));
  const apply = (next: TimeRange) => {
    onChange(next);
    setOpen(false);
  };
  return (
    <div className="seg">
      <button type="button" className="n" aria-label={t('Earlier')} disabled={disabled} onClick={() => shift(-1)}>
        <IconChevronLeft size={16} />
      </button>
      <Popover opened={open} onChange={setOpen} position="bottom-end">
        <Popover.Target>
          <button
            type="button"
            data-shortcut="time"
            aria-label={`Time: ${name ?? absolute}`}
            disabled={disabled}
            onClick={() => setOpen(!open)}
            title={t('Times in {timeZone}', { timeZone })}
          >
            <IconClock size={16} />
            <span>{name ?? (absolute || t('Time'))}</span>
            {name && (
              <span className="t3 num wide-only" style={{ fontWeight: 400 }} suppressHydrationWarning>
                {absolute}
              </span>
            )}
            <IconChevronDown size={14} />
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <div style={{ display: 'flex' }}>
            <ul style={{ width: 160 }}>
              {quickRanges.map((entry) => (
                <li key={entry.range.from + entry.range.to}>
                  <button type="button" className={`item${t(entry.label) === name ? ' on' : ''}`} onClick={() => apply(entry.range)}>
                    {t(entry.label)}
                  </button>
                </li>
              ))}
            </ul>
            <Custom key={`${value.from}${value.to}`} value={value} timeZone={timeZone} onApply={apply} />
          </div>
        </Popover.Dropdown>
      </Popover>
      <button type="button" className="n" aria-label={t('Later')} disabled={disabled} onClick={() => shift(1)}>
        <IconChevronRight size={16} />
      </button>
    </div>
  );
}
