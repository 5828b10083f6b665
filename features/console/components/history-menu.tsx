'use client';

import { Popover } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../lib/i18n/t';

export function HistoryMenu({ entries, onChoose }: { entries: string[]; onChoose: (entry: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <button type="button" className="btn sm" onClick={() => setOpen(!open)}>
          <IconHistory size={14} /> {t('History')}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div style={{ width: 380, maxHeight: 360, overflow: 'auto' }}>
          {entries.length === 0 && (
            <p className="t3" style={{ padding: 10 }}>
              {t('Nothing run yet.')}
            </p>
          )}
          {entries.map((entry) => (
            <button
              key={entry}
              type="button"
              className="item mono"
              onClick={() => {
                onChoose(entry);
                setOpen(false);
              }}
            >
              <span className="ell">{entry.replace(/\s+/g, ' ')}</span>
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
