'use client';

import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { Sparkline } from '../../components/charts/sparkline';
import { formatValue, splitUnit, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { changeOf } from '../shared/change';
import type { PanelViewProps } from '../view-props';
import type { MetricConfig, MetricData } from './schema';

export function MetricView({ data }: PanelViewProps<MetricConfig, MetricData>) {
  const [figure, unit] = splitUnit(formatValue(data.value, data.style.format as ValueFormat, { unit: data.style.unit }));
  const delta = changeOf(data.value, data.previous, data.inPoints);
  const good = delta?.up === undefined || data.better === 'neither' ? '' : (data.better === 'higher') === delta.up ? 'good' : 'bad';
  return (
    <>
      <div className="val">
        {figure}
        {unit && <small>{unit}</small>}
      </div>
      {delta && (
        <div className="delta">
          <b className={good}>
            {delta.up === true && <IconArrowUpRight size={14} stroke={2} aria-label={t('up')} />}
            {delta.up === false && <IconArrowDownRight size={14} stroke={2} aria-label={t('down')} />}
            {delta.words}
          </b>
          <span className="ell">{t('vs {against}', { against: data.against })}</span>
        </div>
      )}
      {data.spark.length > 2 && (
        <div className="spark">
          <Sparkline values={data.spark} previous={data.previousSpark} />
        </div>
      )}
    </>
  );
}
