'use client';

import { IconLayoutDashboard, IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryStates } from 'nuqs';
import type { ReactNode } from 'react';
import { Moment } from '@/components/ui/moment';
import { StateBlock } from '@/components/ui/state-block';
import { fetchJson } from '@/lib/http/fetch-json';
import { currentVersion } from '../document/schema';
import type { DashboardSummary } from '../types';

const emptyDocument = { version: currentVersion, title: 'New dashboard', timeRange: { from: 'now-24h', to: 'now' }, panels: [] };

function matches({ title, description, tags }: DashboardSummary, search: string): boolean {
  return [title, description, ...tags].join(' ').toLowerCase().includes(search.trim().toLowerCase());
}

export function DashboardList({ dashboards, mayEdit, offer }: { dashboards: DashboardSummary[]; mayEdit: boolean; offer: ReactNode }) {
  const router = useRouter();
  const [{ search, tag }, setUrl] = useQueryStates({ search: parseAsString.withDefault(''), tag: parseAsString.withDefault('') });
  const tags = [...new Set(dashboards.flatMap((dashboard) => dashboard.tags))].sort();
  const shown = dashboards.filter((dashboard) => matches(dashboard, search) && (tag === '' || dashboard.tags.includes(tag)));
  const create = async () => {
    const { id } = await fetchJson<{ id: string }>('/api/dashboards', { body: { document: emptyDocument } });
    router.push(`/dashboards/${id}?edit=true`);
  };
  return (
    <>
      <header className="head">
        <div className="bar">
          <h1 className="grow">Dashboards</h1>
          {mayEdit && (
            <button type="button" className="btn solid" onClick={() => void create()}>
              <IconPlus size={16} /> New dashboard
            </button>
          )}
        </div>
        <div className="tools">
          <label className="inp-icon" style={{ width: 260 }}>
            <IconSearch size={16} />
            <span className="visually-hidden">Find a dashboard</span>
            <input
              className="inp soft with-icon"
              placeholder="Find a dashboard"
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
        {dashboards.length === 0 ? (
          <div className="first">
            <StateBlock
              icon={<IconLayoutDashboard size={20} />}
              title="No dashboards yet"
              actions={
                mayEdit ? (
                  <button type="button" className="btn solid" onClick={() => void create()}>
                    New dashboard
                  </button>
                ) : undefined
              }
            >
              Start an empty one, or load sample data below to look around.
            </StateBlock>
          </div>
        ) : shown.length === 0 ? (
          <StateBlock
            icon={<IconSearch size={20} />}
            title="No dashboard matches"
            actions={
              <button type="button" className="btn line sm" onClick={() => void setUrl({ search: null, tag: null })}>
                Show all {dashboards.length}
              </button>
            }
          />
        ) : (
          <div className="cards">
            {shown.map((dashboard) => (
              <article key={dashboard.id} className="card">
                <h2>
                  <Link className="cover" href={`/dashboards/${dashboard.id}`} style={{ color: 'inherit' }}>
                    {dashboard.title}
                  </Link>
                </h2>
                <p>{dashboard.description}</p>
                <div className="foot">
                  {dashboard.tags.map((name) => (
                    <span key={name} className="chip">
                      {name}
                    </span>
                  ))}
                  <span className="grow" />
                  <span suppressHydrationWarning>
                    {dashboard.panels} panels · <Moment at={dashboard.updatedAt} />, {dashboard.updatedBy}
                  </span>
                </div>
              </article>
            ))}
          </div>
        )}
        {offer}
      </div>
    </>
  );
}
