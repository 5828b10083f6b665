'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { firstIssue } from '@/lib/i18n/first-issue';
import { type Message, msg, t } from '@/lib/i18n/t';
import { backPattern } from '@/lib/query/relative-time';
import { quickRanges } from '@/lib/query/time-range';
import { Setting } from '@/panels/shared/editor-parts';
import { type Drilldown, drilldownSchema, type PanelTime, type Section, type StoredPanel } from '../document/schema';
import type { DashboardSummary } from '../types';
import { useDashboards } from '../use-dashboards';

interface Props {
  panel: StoredPanel;
  sections: Section[];
  onChange: (panel: StoredPanel) => void;
}

const backs: [string, Message][] = [
  ['1d', msg('1 day earlier')],
  ['1w', msg('1 week earlier')],
  ['1M', msg('1 month earlier')],
  ['1y', msg('1 year earlier')],
];

const timeKey = (time: PanelTime | undefined) => (time ? JSON.stringify(time) : '');

function TimeSetting({ time, onChange }: { time: PanelTime | undefined; onChange: (time: PanelTime | undefined) => void }) {
  const options: [PanelTime, string][] = [
    ...backs.map(([back, words]): [PanelTime, string] => [{ back }, t(words)]),
    ...quickRanges.map(({ label, range }): [PanelTime, string] => [{ range }, t(label)]),
  ];
  const isOwn = time && !options.some(([option]) => timeKey(option) === timeKey(time));
  const [typed, setTyped] = useState(isOwn && 'back' in time ? time.back : '');
  const wrong = typed !== '' && !backPattern.test(typed);
  return (
    <Setting name={t('Time')}>
      <select
        className="inp soft"
        aria-label={t('Time of the panel')}
        value={timeKey(time)}
        onChange={(event) => onChange(event.target.value ? (JSON.parse(event.target.value) as PanelTime) : undefined)}
      >
        <option value="">{t('The dashboard’s')}</option>
        {options.map(([option, words]) => (
          <option key={words} value={timeKey(option)}>
            {words}
          </option>
        ))}
        {isOwn && (
          <option value={timeKey(time)}>
            {'back' in time ? t('{span} earlier', { span: time.back }) : `${time.range.from} – ${time.range.to}`}
          </option>
        )}
      </select>
      <input
        className="inp soft mono"
        style={{ flex: '0 0 90px' }}
        aria-label={t('Moved back by')}
        aria-invalid={wrong}
        placeholder={t('or 36h back')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          if (backPattern.test(event.target.value)) onChange({ back: event.target.value });
        }}
      />
    </Setting>
  );
}

const fresh: Record<Drilldown['to'], (dashboards: DashboardSummary[]) => Drilldown> = {
  dashboard: ([first]) => ({
    to: 'dashboard',
    label: first?.title ?? t('Dashboard'),
    dashboard: first?.id ?? '',
    time: true,
    filters: true,
  }),
  discover: () => ({ to: 'discover', label: t('Documents') }),
  url: () => ({ to: 'url', label: t('Look it up'), url: 'https://example.com/{{value}}', newTab: true }),
};

function DrilldownSetting({
  drilldown,
  dashboards,
  onChange,
  onRemove,
}: {
  drilldown: Drilldown;
  dashboards: DashboardSummary[];
  onChange: (drilldown: Drilldown) => void;
  onRemove: () => void;
}) {
  const parsed = drilldownSchema.safeParse(drilldown);
  return (
    <div className="drill-setting">
      <div className="row">
        <select
          className="inp soft"
          aria-label={t('Leads to')}
          style={{ flex: '0 0 120px' }}
          value={drilldown.to}
          onChange={(event) => onChange(fresh[event.target.value as Drilldown['to']](dashboards))}
        >
          <option value="dashboard">{t('Dashboard')}</option>
          <option value="discover">{t('Discover')}</option>
          <option value="url">{t('Link')}</option>
        </select>
        <input
          className="inp soft"
          aria-label={t('Words of the drilldown')}
          value={drilldown.label}
          onChange={(event) => onChange({ ...drilldown, label: event.target.value })}
        />
        <button type="button" className="btn sm icon" aria-label={t('Remove {label}', { label: drilldown.label })} onClick={onRemove}>
          <IconX size={14} />
        </button>
      </div>
      {drilldown.to === 'dashboard' && (
        <div className="row">
          <select
            className="inp soft"
            aria-label={t('Which dashboard')}
            value={drilldown.dashboard}
            onChange={(event) => {
              const title = dashboards.find(({ id }) => id === event.target.value)?.title;
              onChange({ ...drilldown, dashboard: event.target.value, label: title ?? drilldown.label });
            }}
          >
            {dashboards.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
          {(['time', 'filters'] as const).map((part) => (
            <label key={part} className="row" style={{ gap: 4 }}>
              <input
                type="checkbox"
                checked={drilldown[part]}
                onChange={(event) => onChange({ ...drilldown, [part]: event.target.checked })}
              />
              {t('with {part}', { part })}
            </label>
          ))}
        </div>
      )}
      {drilldown.to === 'url' && (
        <div className="row">
          <input
            className="inp soft mono"
            aria-label={t('Address')}
            value={drilldown.url}
            spellCheck={false}
            title={t("'{{'value'}}' and '{{'field'}}' of what is clicked, '{{'from'}}', '{{'to'}}', and the names of controls")}
            onChange={(event) => onChange({ ...drilldown, url: event.target.value })}
          />
          <label className="row" style={{ gap: 4, whiteSpace: 'nowrap' }}>
            <input
              type="checkbox"
              checked={drilldown.newTab}
              onChange={(event) => onChange({ ...drilldown, newTab: event.target.checked })}
            />
            {t('new tab')}
          </label>
        </div>
      )}
      {!parsed.success && <p className="form-error">{firstIssue(parsed.error)}</p>}
    </div>
  );
}

/** What every panel has, whatever its kind: subtitle, a time of its own, its section, and where it leads. */
export function PanelSettings({ panel, sections, onChange }: Props) {
  const dashboards = useDashboards();
  const drilldowns = panel.drilldowns ?? [];
  const setDrilldowns = (next: Drilldown[]) => onChange({ ...panel, drilldowns: next.length > 0 ? next : undefined });
  return (
    <>
      <Setting name={t('Subtitle')}>
        <input
          className="inp soft"
          aria-label={t('Subtitle')}
          placeholder={t('what is counted, e.g. per minute')}
          value={panel.subtitle}
          onChange={(event) => onChange({ ...panel, subtitle: event.target.value })}
        />
      </Setting>
      {'source' in panel.config && <TimeSetting time={panel.time} onChange={(time) => onChange({ ...panel, time })} />}
      {'source' in panel.config && (
        <Setting name={t('Leads to')}>
          <div style={{ display: 'grid', gap: 8, flex: 1 }}>
            {drilldowns.map((drilldown, at) => (
              <DrilldownSetting
                key={at}
                drilldown={drilldown}
                dashboards={dashboards}
                onChange={(next) => setDrilldowns(drilldowns.map((other, index) => (index === at ? next : other)))}
                onRemove={() => setDrilldowns(drilldowns.filter((_, index) => index !== at))}
              />
            ))}
            <button type="button" className="btn sm line" onClick={() => setDrilldowns([...drilldowns, fresh.discover(dashboards)])}>
              <IconPlus size={14} /> {t('Drilldown')}
            </button>
          </div>
        </Setting>
      )}
      {sections.length > 0 && (
        <Setting name={t('Section')}>
          <select
            className="inp soft"
            aria-label={t('Section')}
            value={panel.section ?? ''}
            onChange={(event) => onChange({ ...panel, section: event.target.value || undefined })}
          >
            <option value="">{t('Above all sections')}</option>
            {sections.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </Setting>
      )}
    </>
  );
}
