'use client';

import { useState } from 'react';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { weekdayNames } from '../../lib/format/time';
import { locale } from '../../lib/i18n/language';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { absoluteRange, type PanelViewProps } from '../view-props';
import type { CalendarConfig, CalendarData } from './schema';

const dayMs = 86_400_000;
const labelWidth = 34;
const headHeight = 20;

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);
const weekday = (day: string) => (new Date(utc(day)).getUTCDay() + 6) % 7;
const monthName = (day: string) => new Intl.DateTimeFormat(locale(), { month: 'short', timeZone: 'UTC' }).format(utc(day));
const longDay = (day: string) =>
  new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    utc(day),
  );

/** Weeks across, weekdays down; a click opens the day. */
export function CalendarView({ data, title, width, height, onTimeRange }: PanelViewProps<CalendarConfig, CalendarData>) {
  const theme = useChartTheme();
  const [tip, setTip] = useState<{ x: number; y: number; text: string }>();
  const ramp = data.ramp === 'warm' ? theme.oriel.sequentialWarm : theme.oriel.sequential;
  const say = (value: number | null) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit });
  const [first] = data.days;
  if (!first) return null;
  const monday = utc(first.day) - weekday(first.day) * dayMs;
  const weekOf = (day: string) => Math.floor((utc(day) - monday) / (7 * dayMs));
  const weeks = weekOf(data.days.at(-1)?.day ?? first.day) + 1;
  const cell = Math.max(8, Math.min((width - labelWidth) / weeks, (height - headHeight) / 7, 34));
  const shade = (value: number | null) =>
    value === null || data.max <= data.min
      ? theme.oriel.cellEmpty
      : ramp[Math.min(ramp.length - 1, Math.floor(((value - data.min) / (data.max - data.min)) * ramp.length))];
  const most = data.days.reduce((found, one) => ((one.value ?? 0) > (found.value ?? 0) ? one : found), first);
  const firsts = data.days.filter(({ day }, at) => at === 0 || day.endsWith('-01'));
  // a first month of a week or two has no room for its name
  const months = firsts.filter(({ day }, at) => at > 0 || !firsts[1] || (weekOf(firsts[1].day) - weekOf(day)) * cell > 28);
  return (
    <div
      className="calendar"
      role="img"
      aria-label={t('{title}: {count} days, the most on {day}: {most}.', {
        title,
        count: data.days.length,
        day: longDay(most.day),
        most: say(most.value),
      })}
      onMouseLeave={() => setTip(undefined)}
    >
      <svg aria-hidden="true" width={labelWidth + weeks * cell} height={headHeight + 7 * cell}>
        {months.map(({ day }) => (
          <text key={day} x={labelWidth + weekOf(day) * cell} y={12}>
            {monthName(day)}
          </text>
        ))}
        {weekdayNames().map((name, at) =>
          at % 2 === 0 || cell >= 14 ? (
            <text key={name} x={0} y={headHeight + at * cell + cell / 2 + 4}>
              {name}
            </text>
          ) : null,
        )}
        {data.days.map(({ day, startMs, value, before }) => {
          const change = signedChange(value, before);
          const text = `${longDay(day)} · ${say(value)}${change ? ` · ${t('{change} vs {against}', { change, against: data.against ?? '' })}` : ''}`;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the pointer; the time picker does the same by keyboard
            <rect
              key={day}
              x={labelWidth + weekOf(day) * cell + 1}
              y={headHeight + weekday(day) * cell + 1}
              width={cell - 2}
              height={cell - 2}
              rx={2}
              fill={shade(value)}
              style={{ cursor: onTimeRange ? 'pointer' : undefined }}
              onMouseMove={(event) => {
                const box = event.currentTarget.closest('.body')?.getBoundingClientRect();
                if (box) setTip({ x: event.clientX - box.left, y: event.clientY - box.top, text });
              }}
              onClick={() => onTimeRange?.(absoluteRange(startMs, startMs + dayMs))}
            />
          );
        })}
      </svg>
      {tip && (
        <div className="tip" style={{ left: Math.min(tip.x + 12, Math.max(0, width - 200)), top: Math.max(0, tip.y - 34) }}>
          {tip.text}
        </div>
      )}
    </div>
  );
}
