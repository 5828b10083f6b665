'use client';

import { Modal } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { firstIssue } from '@/lib/i18n/first-issue';
import { t } from '@/lib/i18n/t';
import { type ApiKeyRow, apiKeyInputSchema } from '../schema';

function NewKey({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const make = useMutation({
    mutationFn: (form: FormData) => {
      const parsed = apiKeyInputSchema.safeParse({
        name: form.get('name'),
        patterns: String(form.get('patterns'))
          .split(/[,\s]+/)
          .filter(Boolean),
        canWrite: form.get('canWrite') === 'on',
        days: form.get('days') === '' ? null : Number(form.get('days')),
      });
      if (!parsed.success) throw new Error(firstIssue(parsed.error) ?? t('Something is missing.'));
      return fetchJson<{ encoded: string }>('/api/api-keys', { body: parsed.data });
    },
    onSuccess: () => router.refresh(),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={make.data ? t('The key, shown this once') : t('New API key')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {make.data ? (
        <div style={{ display: 'grid', gap: 12 }}>
          <input
            className="inp mono"
            readOnly
            value={make.data.encoded}
            aria-label={t('API key')}
            onFocus={(event) => event.target.select()}
          />
          <pre className="snippet">{`Elasticsearch("${window.location.origin}/api/es", api_key="…")`}</pre>
          <button type="button" className="btn solid" style={{ justifySelf: 'end' }} onClick={onClose}>
            {t('I have it')}
          </button>
        </div>
      ) : (
        <form
          style={{ display: 'grid', gap: 14 }}
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate(new FormData(event.currentTarget));
          }}
        >
          <label className="field">
            <span>{t('Name')}</span>
            <input className="inp" name="name" required placeholder={t('Nightly detection')} data-autofocus />
          </label>
          <label className="field">
            <span>{t('Indices')}</span>
            <input className="inp mono" name="patterns" required placeholder="shop-logs, anomaly-*" spellCheck={false} />
            <small>{t('All that it reaches.')}</small>
          </label>
          <label className="row" style={{ gap: 8 }}>
            <input type="checkbox" name="canWrite" /> {t('It may write there, too')}
          </label>
          <label className="field">
            <span>{t('Days it counts')}</span>
            <input className="inp num" name="days" type="number" min={1} max={3650} defaultValue={90} />
            <small>{t('Empty: until somebody revokes it.')}</small>
          </label>
          {make.error && (
            <p className="form-error" role="alert">
              {make.error.message}
            </p>
          )}
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <button type="submit" className="btn solid" disabled={make.isPending}>
              {t('Make the key')}
            </button>
          </div>
        </form>
      )}
    </Modal>
  );
}

const when = (iso: string | null, none: string) =>
  iso ? (
    <span key="when" suppressHydrationWarning>
      <Moment at={iso} />
    </span>
  ) : (
    none
  );

/** Keys with which programs talk to the cluster through Oriel. */
export function ApiKeysPage({ keys }: { keys: ApiKeyRow[] }) {
  const router = useRouter();
  const toast = useToast();
  const [adding, setAdding] = useState(false);
  const revoke = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/api-keys/${id}`, { method: 'DELETE' }),
    onSuccess: () => router.refresh(),
    onError: (error: Error) => toast(error.message),
  });
  const add = (
    <button type="button" className="btn solid" onClick={() => setAdding(true)}>
      <IconPlus size={16} /> {t('New API key')}
    </button>
  );
  return (
    <>
      <header className="head">
        <div className="bar">
          <h1 className="grow">{t('API keys')}</h1>
          {keys.length > 0 && add}
        </div>
      </header>
      <div className="page">
        {keys.length === 0 ? (
          <StateBlock level="h2" icon={<IconKey size={20} />} title={t('No API keys yet')} actions={add}>
            {t('With a key, Elasticsearch’s own clients talk to')} <code>/api/es</code>
            {t(', whichever cluster stands behind it.')}
          </StateBlock>
        ) : (
          <PlainTable
            columns={[t('Name'), t('Indices'), t('May'), t('Until'), t('Last used')]}
            rows={keys.map((key) => ({
              key: key.id,
              cells: [
                <span key="name">
                  {key.name} <span className="t3">{key.createdByName}</span>
                </span>,
                <span key="patterns" className="mono">
                  {key.patterns.join(', ')}
                </span>,
                key.canWrite ? 'read and write' : 'read',
                key.expiresAt ? key.expiresAt.slice(0, 10) : 'it is revoked',
                when(key.lastUsedAt, 'never'),
              ],
              actions: (
                <button type="button" className="btn sm danger" onClick={() => revoke.mutate(key.id)}>
                  {t('Revoke')}
                </button>
              ),
            }))}
          />
        )}
      </div>
      {adding && <NewKey onClose={() => setAdding(false)} />}
    </>
  );
}
