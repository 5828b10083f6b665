'use client';

import {
  IconBooks,
  IconChevronRight,
  IconFolder,
  IconLayoutDashboard,
  IconPlus,
  IconSearch,
  IconStar,
  IconStarFilled,
  IconX,
} from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryStates } from 'nuqs';
import { type ReactNode, useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { StateBlock } from '@/components/ui/state-block';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { currentVersion } from '../document/schema';
import type { DashboardSummary, PersonalDashboards } from '../types';

const emptyDocument = { version: currentVersion, timeRange: { from: 'now-24h', to: 'now' }, panels: [] };

function matches({ title, description, tags, folder }: DashboardSummary, search: string): boolean {
  return [title, description, folder, ...tags].join(' ').toLowerCase().includes(search.trim().toLowerCase());
}

const mostRecent = 4;

/** True for what lies in a folder, at whatever depth. */
const isWithin = ({ folder }: DashboardSummary, wanted: string) => wanted === '' || folder === wanted || folder.startsWith(`${wanted}/`);

/** The folders right under one, by name, with how many dashboards lie in each. */
function foldersUnder(dashboards: DashboardSummary[], folder: string): { path: string; name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const dashboard of dashboards) {
    const rest = folder === '' ? dashboard.folder : dashboard.folder.slice(folder.length + 1);
    if (!isWithin(dashboard, folder) || rest === '' || dashboard.folder === folder) continue;
    const path = folder === '' ? (rest.split('/')[0] ?? '') : `${folder}/${rest.split('/')[0]}`;
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return [...counts]
    .map(([path, count]) => ({ path, name: path.split('/').at(-1) ?? path, count }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function Crumbs({ folder, onChoose }: { folder: string; onChoose: (folder: string) => void }) {
  const parts = folder.split('/');
  return (
    <nav className="crumbs" aria-label={t('Folders')}>
      <button type="button" onClick={() => onChoose('')}>
        {t('All dashboards')}
      </button>
      {parts.map((name, at) => (
        <span key={parts.slice(0, at + 1).join('/')} className="row" style={{ gap: 4 }}>
          <IconChevronRight size={14} />
          <button
            type="button"
            aria-current={at === parts.length - 1 ? 'page' : undefined}
            onClick={() => onChoose(parts.slice(0, at + 1).join('/'))}
          >
            {name}
          </button>
        </span>
      ))}
    </nav>
  );
}

function Card({ dashboard, starred, onStar }: { dashboard: DashboardSummary; starred: boolean; onStar: () => void }) {
  return (
    <article className="card">
      <div className="row">
        <h2 className="grow">
          <Link className="cover" href={`/dashboards/${dashboard.id}`} style={{ color: 'inherit' }}>
            {dashboard.title}
          </Link>
        </h2>
        <button
          type="button"
          className="btn sm icon star"
          aria-label={t('Favourite: {title}', { title: dashboard.title })}
          aria-pressed={starred}
          onClick={onStar}
        >
          {starred ? <IconStarFilled size={16} className="starred" /> : <IconStar size={16} />}
        </button>
      </div>
      <p>{dashboard.description}</p>
      <div className="foot">
        {dashboard.folder && (
          <span className="chip">
            <IconFolder size={12} /> {dashboard.folder}
          </span>
        )}
        {dashboard.tags.map((name) => (
          <span key={name} className="chip">
            {name}
          </span>
        ))}
        <span className="grow" />
        <span suppressHydrationWarning>
          {t('{panels, plural, one {# panel} other {# panels}} ·', { panels: dashboard.panels })} <Moment at={dashboard.updatedAt} />,{' '}
          {dashboard.updatedBy}
        </span>
      </div>
    </article>
  );
}

/** What the page shows, and where: on the front what somebody marked and opened last stands apart. */
function arrange(
  dashboards: DashboardSummary[],
  { search, tag, folder }: { search: string; tag: string; folder: string },
  favourites: string[],
  opened: string[],
) {
  const narrowed = search !== '' || tag !== '';
  const found = dashboards.filter(
    (dashboard) =>
      matches(dashboard, search) &&
      (tag === '' || dashboard.tags.includes(tag)) &&
      (narrowed ? isWithin(dashboard, folder) : dashboard.folder === folder),
  );
  const folders = narrowed ? [] : foldersUnder(dashboards, folder);
  const none: DashboardSummary[] = [];
  if (narrowed || folder !== '' || dashboards.length <= mostRecent)
    return { shown: found, folders, starred: none, recent: none, others: undefined };
  const byId = new Map(dashboards.map((dashboard) => [dashboard.id, dashboard]));
  const pick = (ids: string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const starred = pick(favourites);
  const recent = pick(opened)
    .filter(({ id }) => !favourites.includes(id))
    .slice(0, mostRecent);
  const apart = new Set([...starred, ...recent].map(({ id }) => id));
  const shown = found.filter(({ id }) => !apart.has(id));
  return { shown, folders, starred, recent, others: apart.size + folders.length > 0 ? t('All the others') : undefined };
}

/** Marks that show at once, and go back where they could not be kept. */
function useFavourites(initial: string[]) {
  const [favourites, setFavourites] = useState(initial);
  const toggle = (id: string) => {
    const on = !favourites.includes(id);
    setFavourites(on ? [id, ...favourites] : favourites.filter((one) => one !== id));
    void fetchJson(`/api/dashboards/${id}/mine`, { method: 'PATCH', body: { favourite: on } }).catch(() => setFavourites(favourites));
  };
  return { favourites, toggle };
}

export function DashboardList({
  dashboards,
  personal,
  mayEdit,
  offer,
}: {
  dashboards: DashboardSummary[];
  personal: PersonalDashboards;
  mayEdit: boolean;
  offer: ReactNode;
}) {
  const router = useRouter();
  const text = parseAsString.withDefault('');
  const [{ search, tag, folder }, setUrl] = useQueryStates({ search: text, tag: text, folder: text });
  const { favourites, toggle } = useFavourites(personal.favourites);
  const tags = [...new Set(dashboards.flatMap((dashboard) => dashboard.tags))].sort();
  const { shown, folders, starred, recent, others } = arrange(dashboards, { search, tag, folder }, favourites, personal.recent);
  const create = async () => {
    const { id } = await fetchJson<{ id: string }>('/api/dashboards', {
      body: { document: { ...emptyDocument, title: t('New dashboard'), folder } },
    });
    router.push(`/dashboards/${id}?edit=true`);
  };
  const cards = (name: string | undefined, list: DashboardSummary[]) =>
    list.length > 0 && (
      <section aria-label={name}>
        {name && <h2 className="list-head">{name}</h2>}
        <div className="cards">
          {list.map((dashboard) => (
            <Card
              key={dashboard.id}
              dashboard={dashboard}
              starred={favourites.includes(dashboard.id)}
              onStar={() => toggle(dashboard.id)}
            />
          ))}
        </div>
      </section>
    );
  return (
    <>
      <header className="head">
        <div className="bar">
          <h1 className="grow">{t('Dashboards')}</h1>
          <Link href="/library-panels" className="btn line">
            <IconBooks size={16} /> {t('Library')}
          </Link>
          {mayEdit && (
            <button type="button" className="btn solid" onClick={() => void create()}>
              <IconPlus size={16} /> {t('New dashboard')}
            </button>
          )}
        </div>
        <div className="tools">
          <label className="inp-icon" style={{ width: 260 }}>
            <IconSearch size={16} />
            <span className="visually-hidden">{t('Find a dashboard')}</span>
            <input
              className="inp soft with-icon"
              placeholder={t('Find a dashboard')}
              value={search}
              onChange={(event) => void setUrl({ search: event.target.value || null })}
            />
          </label>
          {tags.map((name) => (
            <button
              key={name}
              type="button"
              className={`btn sm line${name === tag ? ' on' : ''}`}
              aria-pressed={name === tag}
              onClick={() => void setUrl({ tag: name === tag ? null : name })}
            >
              {name} {name === tag && <IconX size={12} />}
            </button>
          ))}
        </div>
      </header>
      <div className="page">
        {folder !== '' && <Crumbs folder={folder} onChoose={(next) => void setUrl({ folder: next || null }, { history: 'push' })} />}
        {cards(t('Favourites'), starred)}
        {cards(t('Opened last'), recent)}
        {folders.length > 0 && (
          <section aria-label={t('Folders')}>
            {folder === '' && <h2 className="list-head">{t('Folders')}</h2>}
            <div className="folders">
              {folders.map(({ path, name, count }) => (
                <button key={path} type="button" className="folder" onClick={() => void setUrl({ folder: path }, { history: 'push' })}>
                  <IconFolder size={16} /> <b className="ell">{name}</b> <span className="t3">{count}</span>
                </button>
              ))}
            </div>
          </section>
        )}
        {dashboards.length === 0 ? (
          <div className="first">
            <StateBlock
              icon={<IconLayoutDashboard size={20} />}
              title={t('No dashboards yet')}
              actions={
                mayEdit ? (
                  <button type="button" className="btn solid" onClick={() => void create()}>
                    {t('New dashboard')}
                  </button>
                ) : undefined
              }
            >
              {t('Start an empty one, or load sample data below to look around.')}
            </StateBlock>
          </div>
        ) : shown.length + folders.length + starred.length + recent.length === 0 ? (
          <StateBlock
            icon={<IconSearch size={20} />}
            title={t('No dashboard matches')}
            actions={
              <button type="button" className="btn line sm" onClick={() => void setUrl({ search: null, tag: null, folder: null })}>
                {t('Show all {count}', { count: dashboards.length })}
              </button>
            }
          />
        ) : (
          cards(others, shown)
        )}
        {offer}
      </div>
    </>
  );
}
