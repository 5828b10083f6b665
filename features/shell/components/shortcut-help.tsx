'use client';

import { Modal } from '@mantine/core';

const keys: [keys: string[], what: string][] = [
  [['⌘', 'K'], 'Find anything and go there (Ctrl K elsewhere)'],
  [['/'], 'Search'],
  [['t'], 'Choose the time'],
  [['e'], 'Edit the dashboard'],
  [['g', 'd'], 'Dashboards'],
  [['g', 's'], 'Discover'],
  [['g', 'c'], 'Console'],
  [['g', 'a'], 'Alerts'],
  [['g', 'i'], 'Sources of data'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This list'],
];

/** Every key that does something. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size={440} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className="keys">
        {keys.map(([pressed, what]) => (
          <div key={what}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
