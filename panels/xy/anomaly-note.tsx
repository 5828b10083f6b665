'use client';

import { IconX } from '@tabler/icons-react';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { formatLength, formatSpan } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import type { Anomaly } from '../panel-type';

/** What an anomaly is: observed, expected, how sure, and the sentence that says it. */
export function AnomalyNote({
  anomaly,
  style,
  timeZone,
  onZoom,
  onExplain,
  onClose,
}: {
  anomaly: Anomaly;
  style: { format: string; unit?: string };
  timeZone: string;
  onZoom?: () => void;
  onExplain?: () => void;
  onClose: () => void;
}) {
  const show = (value: number) => formatValue(value, style.format as ValueFormat, { unit: style.unit });
  return (
    <div className="pop explain" style={{ position: 'absolute', top: 6, left: 40, zIndex: 6 }} role="dialog" aria-label={t('Anomaly')}>
      <h3>
        <span className="dia" />{' '}
        <span className="grow">
          {anomaly.value >= anomaly.expected ? t('More') : t('Less')} {t('than usual')}
        </span>
        <button type="button" className="btn sm icon" aria-label={t('Close')} onClick={onClose}>
          <IconX size={14} />
        </button>
      </h3>
      <span className="t3 num" style={{ fontSize: 12 }}>
        {t('{span} · {length} · severity {severity} of 100', {
          span: formatSpan(anomaly.fromMs, anomaly.toMs, timeZone),
          length: formatLength(anomaly.toMs - anomaly.fromMs),
          severity: Math.round(anomaly.severity),
        })}
      </span>
      <p>{anomaly.sentence}</p>
      <dl>
        <dt>{t('Observed')}</dt>
        <dd>{show(anomaly.value)}</dd>
        <dt>{t('Usual')}</dt>
        <dd>
          {show(anomaly.lower)} – {show(anomaly.upper)}
        </dd>
        <dt>{t('Model')}</dt>
        <dd>{anomaly.model}</dd>
      </dl>
      <div className="row" style={{ marginTop: 6 }}>
        {onExplain && (
          <button type="button" className="btn solid sm" onClick={onExplain}>
            {t('Explain this')}
          </button>
        )}
        {onZoom && (
          <button type="button" className="btn text sm" onClick={onZoom}>
            {t('Look at this time')}
          </button>
        )}
      </div>
    </div>
  );
}
