'use client';

import { useState } from 'react';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { formatClock, formatDay, formatInstant } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { absoluteRange, isFilter, type PanelViewProps } from '../view-props';
import type { HeatmapConfig, HeatmapData } from './schema';

/** Place of a value on a ramp of nine colours. */
export function rampIndex(value: number, min: number, max: number, steps: number): number {
  return max > min ? Math.min(steps - 1, Math.floor(((value - min) / (max - min)) * steps)) : Math.floor(steps / 2);
}

function columnLabel(data: HeatmapData, at: number, timeZone: string): string {
  const value = data.x[at];
  if (typeof value === 'string') return value;
  const clock = formatClock(Number(value), timeZone);
  return clock === '00:00' ? formatDay(Number(value), timeZone) : clock;
}

export function HeatmapView({ data, title, timeZone, width, onFilter, onTimeRange }: PanelViewProps<HeatmapConfig, HeatmapData>) {
  const theme = useChartTheme();
  const [tip, setTip] = useState<{ x: number; y: number; text: string }>();
  const ramp = data.ramp === 'warm' ? theme.oriel.sequentialWarm : theme.oriel.sequential;
  const show = (value: number | null) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit });
  const labelWidth = data.layout === 'week' ? 38 : Math.min(130, Math.max(60, width * 0.22));
  const every = Math.max(1, Math.ceil(data.x.length / Math.max(1, Math.floor((width - labelWidth) / (data.layout === 'week' ? 46 : 64)))));
  const columns = `${labelWidth}px repeat(${data.x.length}, minmax(0, 1fr))`;
  const name = (row: number, at: number) =>
    `${data.y[row]} ${data.layout === 'week' ? `${data.x[at]}:00` : formatInstant(Number(data.x[at]), timeZone)}`;
  const vs = (row: number, at: number) => {
    const change = signedChange(data.cells[row]?.[at], data.before?.[row]?.[at]);
    return change === undefined ? '' : ` · ${t('{change} vs {against}', { change, against: data.against ?? '' })}`;
  };
  const click = (row: number, at: number) => {
    if (data.layout === 'week') return;
    if (data.yField) onFilter?.(isFilter(data.yField, data.y[row] ?? ''));
    if (data.stepMs && !data.yField) onTimeRange?.(absoluteRange(Number(data.x[at]), Number(data.x[at]) + data.stepMs));
  };
  return (
    <div
      className="heat"
      role="img"
      aria-label={t('{title}: from {least} to {most}.', { title, least: show(data.min), most: show(data.max) })}
      onMouseLeave={() => setTip(undefined)}
    >
      <div className="cells" style={{ gridTemplateColumns: columns, gridTemplateRows: `repeat(${data.y.length}, minmax(0, 1fr))` }}>
        {data.cells.flatMap((row, rowAt) => [
          <span key={`y${data.y[rowAt]}`} className="ylab" title={data.y[rowAt]}>
            {data.y[rowAt]}
          </span>,
          ...row.map((value, at) => (
            <span
              key={`${data.y[rowAt]}/${data.x[at]}`}
              style={{
                background: value === null ? theme.oriel.cellEmpty : ramp[rampIndex(value, data.min, data.max, ramp.length)],
                cursor: data.layout === 'time' ? 'pointer' : undefined,
              }}
              onMouseMove={(event) => {
                const box = event.currentTarget.closest('.body')?.getBoundingClientRect();
                if (box)
                  setTip({
                    x: event.clientX - box.left,
                    y: event.clientY - box.top,
                    text: `${name(rowAt, at)} · ${show(value)}${vs(rowAt, at)}`,
                  });
              }}
              onClick={() => click(rowAt, at)}
            />
          )),
        ])}
      </div>
      <div style={{ display: 'grid', gridTemplateColumns: columns, gap: 2 }} aria-hidden="true">
        <span />
        {data.x.map((value, at) => (
          <span key={value} className="xlab" style={{ whiteSpace: 'nowrap', overflow: 'visible', width: 0 }}>
            {at % every === 0 && at <= data.x.length - every / 2 ? columnLabel(data, at, timeZone) : ''}
          </span>
        ))}
      </div>
      {tip && (
        <div className="tip" style={{ left: Math.min(tip.x + 12, Math.max(0, width - 180)), top: Math.max(0, tip.y - 34) }}>
          {tip.text}
        </div>
      )}
    </div>
  );
}
