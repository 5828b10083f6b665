'use client';

import { Popover } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../lib/i18n/t';

/** '' is never. */
const steps: [string, number][] = [
  ['', 0],
  ['5 s', 5_000],
  ['10 s', 10_000],
  ['30 s', 30_000],
  ['1 min', 60_000],
  ['5 min', 300_000],
  ['15 min', 900_000],
  ['1 h', 3_600_000],
];

/** Refresh now, and how often by itself. */
export function RefreshPicker({
  refreshMs,
  onChange,
  onRefresh,
}: {
  refreshMs: number;
  onChange: (refreshMs: number) => void;
  onRefresh: () => void;
}) {
  const [open, setOpen] = useState(false);
  const label = (steps.find(([, ms]) => ms === refreshMs)?.[0] ?? `${refreshMs / 1000} s`) || t('Off');
  return (
    <div className="seg">
      <button type="button" aria-label={t('Refresh now')} onClick={onRefresh} className="n">
        <IconRefresh size={16} />
      </button>
      <Popover opened={open} onChange={setOpen} position="bottom-end">
        <Popover.Target>
          <button type="button" aria-label={t('Refresh: {label}', { label })} onClick={() => setOpen(!open)}>
            {label}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <ul style={{ width: 110 }}>
            {steps.map(([name, ms]) => (
              <li key={ms}>
                <button
                  type="button"
                  className={`item${ms === refreshMs ? ' on' : ''}`}
                  onClick={() => {
                    onChange(ms);
                    setOpen(false);
                  }}
                >
                  {name || t('Off')}
                </button>
              </li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
