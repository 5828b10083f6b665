'use client';

import { Modal } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../lib/i18n/t';
import { flatten, showValue } from '../flatten';
import type { DiscoverHit } from '../schema';

/** Two documents beside each other, field by field. */
export function DocumentDifference({ left, right, onClose }: { left: DiscoverHit; right: DiscoverHit; onClose: () => void }) {
  const [all, setAll] = useState(false);
  const [before, after] = [new Map(flatten(left.source)), new Map(flatten(right.source))];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const rows = paths.map((path) => {
    const [one, two] = [before.get(path), after.get(path)];
    return { path, one, two, same: JSON.stringify(one) === JSON.stringify(two) };
  });
  const differing = rows.filter(({ same }) => !same).length;
  return (
    <Modal opened onClose={onClose} size={920} title={t('Two documents')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <div className="row" style={{ marginBottom: 8 }}>
        <span className="t2 grow">{t('{differing} of {count} fields differ', { differing, count: rows.length })}</span>
        <label className="row">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> {t('Equal ones too')}
        </label>
      </div>
      <div className="table-scroll" style={{ maxHeight: '60vh' }}>
        <table className="grid-table difference">
          <thead>
            <tr>
              <th>{t('Field')}</th>
              <th className="mono">{left.id}</th>
              <th className="mono">{right.id}</th>
            </tr>
          </thead>
          <tbody>
            {rows
              .filter(({ same }) => all || !same)
              .map(({ path, one, two, same }) => (
                <tr key={path} className={same ? 'same' : ''}>
                  <td className="mono t3">{path}</td>
                  <td className="mono">
                    {one === undefined ? <span className="t3">{t('missing')}</span> : same ? showValue(one) : <del>{showValue(one)}</del>}
                  </td>
                  <td className="mono">
                    {two === undefined ? <span className="t3">{t('missing')}</span> : same ? showValue(two) : <ins>{showValue(two)}</ins>}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
