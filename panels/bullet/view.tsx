'use client';

import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { isFilter, type PanelViewProps } from '../view-props';
import type { BulletConfig, BulletData } from './schema';

const percent = (value: number, most: number) => `${Math.min(100, Math.max(0, (100 * value) / most)).toFixed(2)}%`;

/** Bars with a mark at their target: filled where it is met, in the tone of a warning where it is not. */
export function BulletView({ data, title, onFilter }: PanelViewProps<BulletConfig, BulletData>) {
  const { bars, most, target, better, by, style, against } = data;
  const say = (value: number | null) => (value === null ? '–' : formatValue(value, style.format as ValueFormat, { unit: style.unit }));
  const isMissed = (amount: number | null) =>
    target !== undefined && amount !== null && (better === 'higher' ? amount < target : amount > target);
  return (
    <ul className="bullets" aria-label={title}>
      {bars.map(({ key, value, amount, before }) => (
        <li key={key}>
          {by && value !== undefined && onFilter ? (
            <button type="button" className="ell" onClick={() => onFilter(isFilter(by, value))}>
              {key}
            </button>
          ) : (
            <span className="ell">{key}</span>
          )}
          <b className="num">
            {say(amount)}
            {target !== undefined && <small className="t3"> {t('of {target}', { target: say(target) })}</small>}
            {before !== undefined && (
              <small className="t3" title={`${say(before)} ${against ?? ''}`}>
                {' '}
                {signedChange(amount, before)}
              </small>
            )}
          </b>
          <span className={isMissed(amount) ? 'bar missed' : 'bar'} aria-hidden="true">
            <i style={{ width: percent(amount ?? 0, most) }} />
            {before !== undefined && <u style={{ left: percent(before, most) }} />}
            {target !== undefined && <s style={{ left: percent(target, most) }} />}
          </span>
          {isMissed(amount) && <span className="visually-hidden">{t('The target is missed.')}</span>}
        </li>
      ))}
    </ul>
  );
}
