'use client';

import { Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Switch } from '@/components/ui/switch';
import { formatInstant } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import { type Message, msg, t } from '@/lib/i18n/t';
import { describeFilter, type Filter } from '@/lib/query/filters';
import type { ShareInput, ShareSummary } from '../schema';

const days: [Message, number | null][] = [
  [msg('7 days'), 7],
  [msg('30 days'), 30],
  [msg('90 days'), 90],
  [msg('Never ends'), null],
];

function lockedFrom(text: string): Filter[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*([^=:\s]+)\s*[:=]\s*(.+?)\s*$/.exec(line);
    return match?.[1] && match[2] ? [{ field: match[1], operator: 'is' as const, value: match[2], negate: false, disabled: false }] : [];
  });
}

function embedCode(url: string): string {
  return `<iframe src="${url}" style="width:100%;border:0" height="640" title="Dashboard" loading="lazy"></iframe>`;
}

function Made({ kind, url }: { kind: ShareInput['kind']; url: string }) {
  const [copied, setCopied] = useState(false);
  const text = kind === 'embed' ? embedCode(url) : url;
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <p>{t('This is shown once. Copy it now; Oriel keeps only its fingerprint.')}</p>
      {kind === 'embed' ? (
        <textarea className="inp mono" rows={3} readOnly value={text} aria-label={t('Embed code')} />
      ) : (
        <input className="inp mono" readOnly value={text} aria-label={t('Link')} onFocus={(event) => event.target.select()} />
      )}
      <div className="row">
        <button
          type="button"
          className="btn solid"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => undefined,
            )
          }
        >
          {copied ? t('Copied') : t('Copy')}
        </button>
        <a className="btn line" href={url} target="_blank" rel="noreferrer">
          {t('Open')}
        </a>
      </div>
    </div>
  );
}

function Links({ dashboardId }: { dashboardId: string }) {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['links', dashboardId],
    queryFn: ({ signal }) => fetchJson<ShareSummary[]>(`/api/dashboards/${dashboardId}/links`, { signal }),
    staleTime: 0,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/dashboards/${dashboardId}/links/${id}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['links', dashboardId] }),
  });
  if (!data || data.length === 0) return null;
  const end = (link: ShareSummary) =>
    link.revoked
      ? 'stopped'
      : link.expiresAt
        ? Date.parse(link.expiresAt) < Date.now()
          ? 'expired'
          : `until ${formatInstant(Date.parse(link.expiresAt), 'UTC')}`
        : 'never ends';
  return (
    <section aria-label={t('Existing links')}>
      <h3 style={{ fontSize: 13, fontWeight: 600, marginBottom: 4 }}>{t('Links')}</h3>
      <ul>
        {data.map((link) => (
          <li key={link.id} className="row" style={{ minHeight: 40, borderTop: '1px solid var(--or-border-hair)' }}>
            <span className="chip">{link.kind === 'embed' ? t('Embed') : t('Link')}</span>
            <span className="grow ell">
              {link.label || <span className="mono">{link.tokenHint}…</span>}{' '}
              <span className="t3">
                {t('· {end} · opened {openedCount} times', { end: end(link), openedCount: link.openedCount })}
                {link.lockedFilters.length > 0
                  ? ` · ${link.lockedFilters.map((filter) => Object.values(describeFilter(filter)).join(' ')).join(', ')}`
                  : ''}
              </span>
            </span>
            {!link.revoked && (
              <button type="button" className="btn sm danger" onClick={() => revoke.mutate(link.id)}>
                {t('Stop sharing')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Makes links and embeds of a dashboard, and stops them. */
export function ShareDialog({ dashboardId, onClose }: { dashboardId: string; onClose: () => void }) {
  const queries = useQueryClient();
  const [kind, setKind] = useState<ShareInput['kind']>('link');
  const [label, setLabel] = useState('');
  const [expiry, setExpiry] = useState<number | null>(30);
  const [timeMovable, setTimeMovable] = useState(true);
  const [locked, setLocked] = useState('');
  const [origins, setOrigins] = useState('');
  const make = useMutation({
    mutationFn: () =>
      fetchJson<{ token: string }>(`/api/dashboards/${dashboardId}/links`, {
        body: {
          kind,
          label,
          timeMovable,
          lockedFilters: lockedFrom(locked),
          allowedOrigins: kind === 'embed' ? origins.split(/[\s,]+/).filter(Boolean) : [],
          expiresAt: expiry === null ? null : new Date(Date.now() + expiry * 86_400_000).toISOString(),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['links', dashboardId] }),
  });
  const url = make.data ? `${window.location.origin}/${kind === 'embed' ? 'embed' : 'share'}/${make.data.token}` : undefined;
  return (
    <Modal opened onClose={onClose} size={600} title={t('Share')} closeButtonProps={{ 'aria-label': t('Close') }}>
      {url ? (
        <Made kind={kind} url={url} />
      ) : (
        <form
          style={{ display: 'grid', gap: 12 }}
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <div className="seg fill" role="radiogroup" aria-label={t('What to make')}>
            <button type="button" role="radio" aria-checked={kind === 'link'} onClick={() => setKind('link')}>
              {t('Link for people')}
            </button>
            <button type="button" role="radio" aria-checked={kind === 'embed'} onClick={() => setKind('embed')}>
              {t('Embed in a page')}
            </button>
          </div>
          <label className="field">
            <span>{t('For whom')}</span>
            <input
              className="inp"
              value={label}
              onChange={(event) => setLabel(event.target.value)}
              placeholder={t('Board, weekly report')}
            />
          </label>
          {kind === 'embed' && (
            <label className="field">
              <span>{t('Pages that may show it')}</span>
              <input
                className="inp mono"
                required
                value={origins}
                onChange={(event) => setOrigins(event.target.value)}
                placeholder="https://www.example.com"
              />
              <small>{t('Origins, separated by spaces. No other page can frame it.')}</small>
            </label>
          )}
          <label className="field">
            <span>{t('Ends')}</span>
            <select
              className="inp"
              value={expiry ?? ''}
              onChange={(event) => setExpiry(event.target.value === '' ? null : Number(event.target.value))}
            >
              {days.map(([name, count]) => (
                <option key={t(name)} value={count ?? ''}>
                  {t(name)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t('Locked filters')}</span>
            <textarea
              className="inp mono"
              rows={2}
              value={locked}
              onChange={(event) => setLocked(event.target.value)}
              placeholder="client.geo.country_iso_code: DE"
            />
            <small>{t('One field: value to a line. Nobody with the link can see other documents.')}</small>
          </label>
          <Switch checked={timeMovable} onChange={setTimeMovable}>
            {t('The reader may change the time')}
          </Switch>
          {make.error && (
            <p className="form-error" role="alert">
              {make.error.message}
            </p>
          )}
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <button type="submit" className="btn solid" disabled={make.isPending}>
              {kind === 'embed' ? t('Make embed') : t('Make link')}
            </button>
          </div>
        </form>
      )}
      <Links dashboardId={dashboardId} />
    </Modal>
  );
}
