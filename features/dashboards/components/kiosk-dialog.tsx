'use client';

import { Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { t } from '../../../lib/i18n/t';
import { useDashboards } from '../use-dashboards';
import { enterKiosk, kioskHref } from '../use-kiosk';

/** Which dashboards a wall shows, and for how long each. */
export function KioskDialog({ dashboardId, onClose }: { dashboardId: string; onClose: () => void }) {
  const router = useRouter();
  const dashboards = useDashboards();
  const [chosen, setChosen] = useState([dashboardId]);
  const [seconds, setSeconds] = useState(60);
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <Modal opened onClose={onClose} size={420} title={t('Show on a wall')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault();
          enterKiosk();
          router.push(kioskHref(chosen, seconds));
          onClose();
        }}
      >
        <fieldset className="choices" style={{ width: 'auto', border: 0 }}>
          <legend className="t3 hint">{t('In this order, one after the other')}</legend>
          <ul>
            {dashboards.map(({ id, title }) => (
              <li key={id}>
                <label className="row item" style={{ minHeight: 32 }}>
                  <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                  <span className="grow">{title}</span>
                  {chosen.includes(id) && chosen.length > 1 && <span className="chip">{chosen.indexOf(id) + 1}</span>}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <label className="field">
          <span>{t('Seconds for each')}</span>
          <input
            className="inp"
            type="number"
            min={5}
            max={3600}
            value={seconds}
            onChange={(event) => setSeconds(Math.min(3_600, Math.max(5, Math.round(event.target.valueAsNumber || 60))))}
          />
        </label>
        <button type="submit" className="btn solid" disabled={chosen.length === 0}>
          {t('Start')}
        </button>
        <p className="t3 hint">{t('Esc ends it. The address can be opened on the wall’s own browser.')}</p>
      </form>
    </Modal>
  );
}
