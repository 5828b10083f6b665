'use client';

import { Modal } from '@mantine/core';
import { type Message, msg, t } from '../../../lib/i18n/t';

const keys: [keys: string[], what: Message][] = [
  [['⌘', 'K'], msg('Find anything and go there (Ctrl K elsewhere)')],
  [['/'], msg('Search')],
  [['t'], msg('Choose the time')],
  [['e'], msg('Edit the dashboard')],
  [['g', 'd'], msg('Dashboards')],
  [['g', 's'], msg('Discover')],
  [['g', 'c'], msg('Console')],
  [['g', 'a'], msg('Alerts')],
  [['g', 'i'], msg('Sources of data')],
  [['Esc'], msg('Close what is open')],
  [['?'], msg('This list')],
];

/** Every key that does something. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size={440} title={t('Keys')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <dl className="keys">
        {keys.map(([pressed, what]) => (
          <div key={t(what)}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
