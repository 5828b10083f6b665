'use client';

import { useState } from 'react';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatClock, formatDay, formatInstant, formatLength } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import { absoluteRange, isFilter, type PanelViewProps } from '../view-props';
import type { StateTimelineConfig, StateTimelineData } from './schema';

const ticks = 6;
const oneDayMs = 86_400_000;
/** States that everybody reads the same way keep the colour of their meaning. */
const meanings: [RegExp, string][] = [
  [/^(ok|up|healthy|success|green|info|pass|passed|running|active)$/i, 'var(--or-success-mark)'],
  [/^(warn|warning|degraded|yellow|pending)$/i, 'var(--or-warning-mark)'],
  [/^(error|down|critical|failed|failure|red|fatal|unhealthy)$/i, 'var(--or-danger-mark)'],
];

/** A row for each thing, coloured by its state; a click keeps what was clicked, dragging is left to the charts. */
export function StateTimelineView({
  data,
  title,
  timeZone,
  width,
  colorOf,
  onFilter,
  onTimeRange,
}: PanelViewProps<StateTimelineConfig, StateTimelineData>) {
  const theme = useChartTheme();
  const [tip, setTip] = useState<{ x: number; y: number; text: string }>();
  const { fromMs, toMs } = data.range;
  const at = (ms: number) => `${(100 * (Math.min(toMs, Math.max(fromMs, ms)) - fromMs)) / (toMs - fromMs)}%`;
  const color = (state: string) =>
    meanings.find(([pattern]) => pattern.test(state))?.[1] ?? theme.color[(colorOf(data.stateField, state) - 1) % theme.color.length];
  const label = Math.min(150, Math.max(60, width * 0.18));
  return (
    <div
      className="state-timeline"
      role="group"
      aria-label={describe(title, data)}
      style={{ '--label': `${label}px` } as React.CSSProperties}
      onMouseLeave={() => setTip(undefined)}
    >
      <div className="rows">
        {data.rows.map(({ key, value, spans, before = [] }) => (
          <div key={key} className="state-row">
            {onFilter ? (
              <button type="button" className="ell" title={key} onClick={() => onFilter(isFilter(data.rowField, value))}>
                {key}
              </button>
            ) : (
              <span className="ell" title={key}>
                {key}
              </span>
            )}
            <span className={`track${data.against ? ' compared' : ''}`}>
              {[...spans.map((span) => ({ span, when: '' })), ...before.map((span) => ({ span, when: ` · ${data.against}` }))].map(
                ({ span, when }) => (
                  <button
                    type="button"
                    key={`${span.fromMs}${when}`}
                    tabIndex={-1}
                    className={when ? 'then' : undefined}
                    aria-label={`${span.state}, ${formatInstant(span.fromMs, timeZone)}${when}`}
                    style={{ left: at(span.fromMs), width: `calc(${at(span.toMs)} - ${at(span.fromMs)})`, background: color(span.state) }}
                    onMouseMove={(event) => {
                      const box = event.currentTarget.closest('.body')?.getBoundingClientRect();
                      if (box)
                        setTip({
                          x: event.clientX - box.left,
                          y: event.clientY - box.top,
                          text: `${key} · ${span.state} · ${formatInstant(span.fromMs, timeZone)}, ${formatLength(span.toMs - span.fromMs)}${when}`,
                        });
                    }}
                    onClick={() => onTimeRange?.(absoluteRange(span.fromMs, span.toMs))}
                  />
                ),
              )}
            </span>
          </div>
        ))}
      </div>
      <div className="axis" aria-hidden="true">
        {Array.from({ length: ticks }, (_, tick) => {
          const ms = fromMs + ((tick + 0.5) * (toMs - fromMs)) / ticks;
          return (
            <span key={tick} className="xlab">
              {toMs - fromMs <= oneDayMs ? formatClock(ms, timeZone) : formatDay(ms, timeZone)}
            </span>
          );
        })}
      </div>
      <ul className="keys">
        {data.states.slice(0, 10).map((state) => (
          <li key={state}>
            <i style={{ background: color(state) }} /> {state}
          </li>
        ))}
      </ul>
      {tip && (
        <div className="tip" style={{ left: Math.min(tip.x + 12, Math.max(0, width - 240)), top: Math.max(0, tip.y - 34) }}>
          {tip.text}
        </div>
      )}
    </div>
  );
}

function describe(title: string, { rows, states }: StateTimelineData): string {
  const last = rows.map(({ key, spans }) => `${key} ${spans.at(-1)?.state ?? 'unknown'}`).slice(0, 12);
  return t('{title}: {count} rows, states {states}. At the end: {last}.', {
    title,
    count: rows.length,
    states: states.join(', '),
    last: last.join(', '),
  });
}
