'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { firstIssue } from '../../lib/i18n/first-issue';
import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, Setting } from '../shared/editor-parts';
import { linkSchema, type PanelLink } from '../shared/link';
import type { LinksConfig } from './schema';

const fresh: Record<PanelLink['to'], () => PanelLink> = {
  dashboard: () => ({ to: 'dashboard', label: t('Dashboard'), note: '', dashboard: '', time: true, filters: true }),
  url: () => ({ to: 'url', label: t('Link'), note: '', url: 'https://', newTab: true }),
};

/** Half-written links are kept as they are: what is wrong is said beside them. */
export function LinksEditor({ config: stored, dashboards = [], onChange }: PanelEditorProps) {
  const config = { direction: 'down', links: [], ...stored } as LinksConfig;
  const set = (links: PanelLink[]) => onChange({ ...config, links });
  const change = (at: number, part: Partial<PanelLink>) =>
    set(config.links.map((link, index) => (index === at ? ({ ...link, ...part } as PanelLink) : link)));
  return (
    <>
      <Setting name={t('Direction')}>
        <Choice
          name={t('Direction')}
          value={config.direction}
          options={[
            ['down', t('Down')],
            ['across', t('Across')],
          ]}
          onChange={(direction) => onChange({ ...config, direction })}
        />
      </Setting>
      {config.links.map((link, at) => {
        const parsed = linkSchema.safeParse(link);
        return (
          <div key={at} className="drill-setting">
            <div className="row">
              <select
                className="inp soft"
                style={{ flex: '0 0 120px' }}
                aria-label={t('Link {at} leads to', { at: at + 1 })}
                value={link.to}
                onChange={(event) => change(at, fresh[event.target.value as PanelLink['to']]())}
              >
                <option value="dashboard">{t('Dashboard')}</option>
                <option value="url">{t('Page')}</option>
              </select>
              <input
                className="inp soft"
                aria-label={t('Words of link {at}', { at: at + 1 })}
                value={link.label}
                onChange={(event) => change(at, { label: event.target.value })}
              />
              <button
                type="button"
                className="btn sm icon"
                aria-label={t('Remove link {at}', { at: at + 1 })}
                onClick={() => set(config.links.filter((_, index) => index !== at))}
              >
                <IconX size={14} />
              </button>
            </div>
            <div className="row">
              {link.to === 'dashboard' ? (
                <select
                  className="inp soft"
                  aria-label={t('Dashboard of link {at}', { at: at + 1 })}
                  value={link.dashboard}
                  onChange={(event) => {
                    const title = dashboards.find(({ id }) => id === event.target.value)?.title;
                    change(at, { dashboard: event.target.value, label: title ?? link.label });
                  }}
                >
                  <option value="">{t('Choose a dashboard')}</option>
                  {dashboards.map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  className="inp soft mono"
                  aria-label={t('Address of link {at}', { at: at + 1 })}
                  value={link.url}
                  spellCheck={false}
                  onChange={(event) => change(at, { url: event.target.value })}
                />
              )}
              <input
                className="inp soft"
                aria-label={t('Note of link {at}', { at: at + 1 })}
                placeholder={t('Note')}
                value={link.note}
                onChange={(event) => change(at, { note: event.target.value })}
              />
            </div>
            {!parsed.success && <p className="form-error">{firstIssue(parsed.error)}</p>}
          </div>
        );
      })}
      <button type="button" className="btn sm line" onClick={() => set([...config.links, fresh.dashboard()])}>
        <IconPlus size={14} /> {t('Link')}
      </button>
    </>
  );
}
