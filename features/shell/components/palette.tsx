'use client';

import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { setTheme, useTheme } from '@/components/ui/use-theme';
import { exploreHref } from '@/features/discover/explore-href';
import type { SavedSearchRow } from '@/features/saved-searches/schema';
import { fetchJson } from '@/lib/http/fetch-json';
import { type Message, msg, t } from '@/lib/i18n/t';
import { type Entry, findEntries } from '../find-entries';

interface Named {
  id: string;
  title: string;
}

/** What can be gone to or done, by its name in the language of the code. */
type Known = Omit<Entry, 'title' | 'kind'> & { title: Message; kind: Message };

const say = ({ title, kind, ...rest }: Known): Entry => ({ ...rest, title: t(title), kind: t(kind) });

const page = (title: Message, href: string): Known => ({ id: href, title, kind: msg('page'), href });

const pages = [
  page(msg('Dashboards'), '/dashboards'),
  page(msg('Library'), '/library-panels'),
  page(msg('Discover'), '/discover'),
  page(msg('Alerts'), '/alerts'),
  page(msg('Alert rules'), '/alerts/rules'),
  page(msg('Runs and messages'), '/alerts/jobs'),
  page(msg('Data views'), '/data-views'),
];
const editorPages = [
  page(msg('Console'), '/console'),
  page(msg('New alert rule'), '/alerts/rules/new'),
  page(msg('Connectors'), '/alerts/connectors'),
  page(msg('Add data'), '/ingest/new'),
  page(msg('Sources'), '/ingest'),
  page(msg('Pipelines'), '/ingest/pipelines'),
];
const administratorPages = [page(msg('People'), '/people'), page(msg('API keys'), '/api-keys')];
const acts: Known[] = [
  { id: 'theme', title: msg('Switch light and dark'), kind: msg('action'), act: 'theme' },
  { id: 'help', title: msg('Keys'), kind: msg('action'), act: 'help' },
];

function useEntries(role: string): Entry[] {
  const list = <T,>(path: string) => ({
    queryKey: ['palette', path],
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchJson<T[]>(path, { signal }),
    staleTime: 10_000,
  });
  const { data: dashboards = [] } = useQuery(list<Named>('/api/dashboards'));
  const { data: searches = [] } = useQuery(list<SavedSearchRow>('/api/saved-searches'));
  const { data: views = [] } = useQuery(list<Named>('/api/data-views'));
  const { data: rules = [] } = useQuery(list<{ id: string; name: string }>('/api/alert-rules'));
  return useMemo(
    () => [
      ...dashboards.map(({ id, title }) => ({ id: `dashboard ${id}`, title, kind: t('dashboard'), href: `/dashboards/${id}` })),
      ...searches.map(({ id, title, state }) => ({
        id: `search ${id}`,
        title,
        kind: t('saved search'),
        href: exploreHref({ dataView: state.dataView, timeRange: state.timeRange, kql: [state.kql], filters: state.filters }),
      })),
      ...views.map(({ id, title }) => ({
        id: `view ${id}`,
        title,
        kind: t('data view'),
        href: `/discover?view=${encodeURIComponent(id)}`,
      })),
      ...pages.map(say),
      ...(role === 'viewer' ? [] : editorPages.map(say)),
      ...(role === 'administrator' ? administratorPages.map(say) : []),
      ...rules.map(({ id, name }) => ({ id: `rule ${id}`, title: name, kind: t('alert rule'), href: `/alerts/rules/${id}` })),
      ...acts.map(say),
    ],
    [dashboards, searches, views, rules, role],
  );
}

/** Finds anything that has a name, and goes there. */
export function Palette({ role, onClose, onHelp }: { role: string; onClose: () => void; onHelp: () => void }) {
  const router = useRouter();
  const theme = useTheme();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const found = findEntries(useEntries(role), query);
  const current = found[Math.min(at, found.length - 1)];
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    if (entry.href) router.push(entry.href);
    else if (entry.act === 'theme') setTheme(theme === 'dark' ? 'light' : 'dark');
    else onHelp();
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + by + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') choose(current);
  };
  return (
    <Modal.Root opened onClose={onClose} size={560} padding={0} centered={false} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('Find anything')}>
        <Modal.Body>
          <div className="palette">
            <label className="palette-box">
              <IconSearch size={18} aria-hidden />
              <input
                data-autofocus
                role="combobox"
                aria-label={t('Find anything')}
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant={current ? `palette ${current.id}` : undefined}
                placeholder={t('A dashboard, a search, a page …')}
                value={query}
                onChange={(event) => {
                  setQuery(event.target.value);
                  setAt(0);
                }}
                onKeyDown={press}
                autoComplete="off"
                spellCheck={false}
              />
            </label>
            <div role="listbox" id="palette-list" aria-label={t('Found')}>
              {found.map((entry) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keys
                <div
                  key={entry.id}
                  id={`palette ${entry.id}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={entry === current}
                  className="palette-entry"
                  onClick={() => choose(entry)}
                  onMouseMove={() => setAt(found.indexOf(entry))}
                >
                  <span className="ell grow">{entry.title}</span>
                  <span className="t3">{entry.kind}</span>
                </div>
              ))}
              {found.length === 0 && <p className="t3">{t('Nothing has this name.')}</p>}
            </div>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
