'use client';

import { Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatInstant } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { LoadedDashboard, VersionSummary } from '../types';
import type { DashboardEditor } from '../use-dashboard-editor';
import { VersionDiff } from './version-diff';

interface Props {
  dashboardId: string;
  mayRestore: boolean;
  editor: DashboardEditor;
  onClose: () => void;
}

/** The name of a version, written where it stands. */
function VersionName({ version, onName }: { version: VersionSummary; onName: (name: string) => void }) {
  const [name, setName] = useState(version.name);
  return (
    <input
      className="inp soft"
      style={{ width: 150 }}
      aria-label={t('Name of version {revision}', { revision: version.revision })}
      placeholder={t('Name it')}
      maxLength={80}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => name !== version.name && onName(name)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

/** A version against the one before it, or against what is on the screen. */
function Differences({ dashboardId, revision, editor }: { dashboardId: string; revision: number; editor: DashboardEditor }) {
  const [against, setAgainst] = useState<'before' | 'now'>(revision > 1 ? 'before' : 'now');
  const read = (wanted: number) => ({
    queryKey: ['version', dashboardId, wanted],
    queryFn: () => fetchJson<LoadedDashboard>(`/api/dashboards/${dashboardId}/versions/${wanted}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const own = useQuery(read(revision));
  const before = useQuery({ ...read(revision - 1), enabled: against === 'before' && revision > 1 });
  const error = own.error ?? before.error;
  const [from, to] = against === 'before' ? [before.data?.document, own.data?.document] : [own.data?.document, editor.document];
  return (
    <div>
      {revision > 1 && (
        <div className="seg" role="radiogroup" aria-label={t('Compared with')}>
          <button type="button" role="radio" aria-checked={against === 'before'} onClick={() => setAgainst('before')}>
            {t('With version {revision}', { revision: revision - 1 })}
          </button>
          <button type="button" role="radio" aria-checked={against === 'now'} onClick={() => setAgainst('now')}>
            {t('With what is on the screen')}
          </button>
        </div>
      )}
      {error && <p className="form-error">{error.message}</p>}
      {from && to && (
        <VersionDiff
          before={from}
          after={to}
          beforeTitle={against === 'before' ? `Version ${revision - 1}` : `Version ${revision}`}
          afterTitle={against === 'before' ? `Version ${revision}` : 'On the screen'}
        />
      )}
    </div>
  );
}

/** Every earlier version with author, time and name, and what it changed. Restoring makes a draft of it, to be looked at and saved. */
export function VersionsDialog({ dashboardId, mayRestore, editor, onClose }: Props) {
  const client = useQueryClient();
  const [opened, setOpened] = useState<number>();
  const queryKey = ['versions', dashboardId, editor.saved.revision];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<VersionSummary[]>(`/api/dashboards/${dashboardId}/versions`, { signal }),
    staleTime: 0,
  });
  const restore = async (revision: number) => {
    const old = await fetchJson<LoadedDashboard>(`/api/dashboards/${dashboardId}/versions/${revision}`);
    editor.apply(old.document);
    editor.setEditing(true);
    onClose();
  };
  const name = async (revision: number, text: string) => {
    await fetchJson(`/api/dashboards/${dashboardId}/versions/${revision}`, { method: 'PATCH', body: { name: text } });
    await client.invalidateQueries({ queryKey });
  };
  return (
    <Modal opened onClose={onClose} size={760} title={t('Version history')} closeButtonProps={{ 'aria-label': t('Close') }}>
      {error && <p className="form-error">{error.message}</p>}
      <ul className="versions">
        {data?.map((version, index) => (
          <li key={version.revision}>
            <div className="row">
              <span className="chip">{version.revision}</span>
              <span className="grow">
                {version.authorName}{' '}
                <span className="t3">
                  {t('· {instant} · {panels} panels', {
                    instant: formatInstant(Date.parse(version.createdAt), editor.document.timeZone ?? 'UTC'),
                    panels: version.panels,
                  })}
                  {version.note ? ` · ${version.note}` : ''}
                </span>
              </span>
              {mayRestore ? <VersionName version={version} onName={(text) => void name(version.revision, text)} /> : <b>{version.name}</b>}
              <button
                type="button"
                className="btn sm"
                aria-expanded={opened === version.revision}
                aria-label={t('Changes of version {revision}', { revision: version.revision })}
                onClick={() => setOpened(opened === version.revision ? undefined : version.revision)}
              >
                {t('Changes')}
              </button>
              {index === 0 ? (
                <span className="t3">{t('Current')}</span>
              ) : (
                mayRestore && (
                  <button type="button" className="btn line sm" onClick={() => void restore(version.revision)}>
                    {t('Restore')}
                  </button>
                )
              )}
            </div>
            {opened === version.revision && <Differences dashboardId={dashboardId} revision={version.revision} editor={editor} />}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
