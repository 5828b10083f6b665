'use client';

import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { Sparkline } from '../../components/charts/sparkline';
import { formatValue, splitUnit, type ValueFormat } from '../../lib/format/number';
import { formatLength } from '../../lib/format/time';
import type { PanelViewProps } from '../view-props';
import type { MetricConfig, MetricData } from './schema';

function change(data: MetricData): { words: string; up: boolean | undefined } | undefined {
  const { value, previous } = data;
  if (value === null || previous === undefined || previous === null) return undefined;
  if (value === previous) return { words: 'no change', up: undefined };
  if (data.inPoints) return { words: `${Math.abs(value - previous).toFixed(1)} pt`, up: value > previous };
  if (previous === 0) return { words: 'new', up: true };
  return { words: `${(Math.abs((value - previous) / previous) * 100).toFixed(1)}%`, up: value > previous };
}

export function MetricView({ data }: PanelViewProps<MetricConfig, MetricData>) {
  const [figure, unit] = splitUnit(formatValue(data.value, data.style.format as ValueFormat, { unit: data.style.unit }));
  const delta = change(data);
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
            {delta.up === true && <IconArrowUpRight size={14} stroke={2} aria-label="up" />}
            {delta.up === false && <IconArrowDownRight size={14} stroke={2} aria-label="down" />}
            {delta.words}
          </b>
          <span className="ell">vs previous {formatLength(data.spanMs)}</span>
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
