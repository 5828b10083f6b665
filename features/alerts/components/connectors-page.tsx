'use client';

import { Modal } from '@mantine/core';
import { IconPlug, IconPlus } from '@tabler/icons-react';
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
import { type ConnectorKind, type ConnectorRow, connectorInputSchema } from '../connectors/schema';
import { AlertHead } from './alert-tabs';
import { ConnectorFields } from './connector-fields';

const empty: Record<ConnectorKind, Record<string, unknown>> = {
  webhook: { url: '', method: 'POST', headers: {}, body: '' },
  email: { to: [] },
  slack: {},
  index: { index: 'oriel-alerts' },
};

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size={520} title={t('The secret, shown this once')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <div style={{ display: 'grid', gap: 12 }}>
        <p>
          {t('Every message is signed with it (HMAC-SHA256, header')} <code>oriel-signature</code>
          {t('). Give it to the receiver; Oriel will not show it again.')}
        </p>
        <input className="inp mono" readOnly value={secret} aria-label={t('Secret')} onFocus={(event) => event.target.select()} />
        <button type="button" className="btn solid" style={{ justifySelf: 'end' }} onClick={onClose}>
          {t('I have it')}
        </button>
      </div>
    </Modal>
  );
}

function ConnectorForm({
  connector,
  onClose,
  onSecret,
}: {
  connector?: ConnectorRow;
  onClose: () => void;
  onSecret: (secret: string) => void;
}) {
  const router = useRouter();
  const [kind, setKind] = useState<ConnectorKind>(connector?.kind ?? 'webhook');
  const [name, setName] = useState(connector?.name ?? '');
  const [config, setConfig] = useState<Record<string, unknown>>((connector?.config as Record<string, unknown>) ?? empty.webhook);
  const [url, setUrl] = useState('');
  const save = useMutation({
    mutationFn: async () => {
      const parsed = connectorInputSchema.safeParse({ kind, name, config, ...(kind === 'slack' && url ? { url } : {}) });
      if (!parsed.success) throw new Error(firstIssue(parsed.error) ?? t('Something is missing.'));
      return fetchJson<{ secret?: string } | undefined>(connector ? `/api/connectors/${connector.id}` : '/api/connectors', {
        method: connector ? 'PUT' : 'POST',
        body: parsed.data,
      });
    },
    onSuccess: (made) => {
      router.refresh();
      onClose();
      if (made?.secret) onSecret(made.secret);
    },
  });
  const renew = useMutation({
    mutationFn: () => fetchJson<{ secret: string }>(`/api/connectors/${connector?.id}/secret`, { method: 'POST' }),
    onSuccess: ({ secret }) => {
      onClose();
      onSecret(secret);
    },
  });
  const remove = useMutation({
    mutationFn: () => fetchJson(`/api/connectors/${connector?.id}`, { method: 'DELETE' }),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  const failure = save.error ?? remove.error ?? renew.error;
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={connector ? connector.name : t('New connector')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form
        style={{ display: 'grid', gap: 14 }}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {!connector && (
          <label className="field">
            <span>{t('Kind')}</span>
            <select
              className="inp"
              value={kind}
              onChange={(event) => {
                setKind(event.target.value as ConnectorKind);
                setConfig(empty[event.target.value as ConnectorKind]);
              }}
            >
              <option value="webhook">{t('Webhook')}</option>
              <option value="email">{t('E-mail')}</option>
              <option value="slack">{t('Slack, or what speaks like it')}</option>
              <option value="index">{t('A document in an index')}</option>
            </select>
          </label>
        )}
        <label className="field">
          <span>{t('Name')}</span>
          <input className="inp" required value={name} onChange={(event) => setName(event.target.value)} data-autofocus />
        </label>
        <ConnectorFields kind={kind} config={config} onChange={setConfig} url={url} onUrl={setUrl} isNew={!connector} />
        {failure && (
          <p className="form-error" role="alert">
            {failure.message}
          </p>
        )}
        <div className="row">
          {connector && (
            <button type="button" className="btn danger" onClick={() => remove.mutate()}>
              {t('Delete')}
            </button>
          )}
          {connector?.kind === 'webhook' && (
            <button type="button" className="btn line" onClick={() => renew.mutate()}>
              {t('New secret')}
            </button>
          )}
          <span className="grow" />
          <button type="submit" className="btn solid" disabled={save.isPending}>
            {t('Save')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Where alerts are told. */
export function ConnectorsPage({ connectors, mayManage }: { connectors: ConnectorRow[]; mayManage: boolean }) {
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<ConnectorRow | 'new'>();
  const [secret, setSecret] = useState<string>();
  const test = useMutation({
    mutationFn: (id: string) => fetchJson<{ status?: number }>(`/api/connectors/${id}/test`, { method: 'POST' }),
    onSuccess: ({ status }) => {
      toast(status ? t('It arrived: the receiver answered {status}.', { status }) : t('It arrived.'));
      router.refresh();
    },
    onError: (error: Error) => toast(error.message),
  });
  const add = (
    <button type="button" className="btn solid" onClick={() => setOpen('new')}>
      <IconPlus size={16} /> {t('New connector')}
    </button>
  );
  return (
    <>
      <AlertHead actions={mayManage && add} />
      <div className="page">
        {connectors.length === 0 ? (
          <StateBlock level="h2" icon={<IconPlug size={20} />} title={t('No connectors yet')} actions={mayManage && add}>
            {t('A connector takes an alert somewhere: to a script by webhook, to people by e-mail or Slack, into an index.')}
          </StateBlock>
        ) : (
          <PlainTable
            columns={[t('Name'), t('Kind'), t('Used by'), t('Last message')]}
            rows={connectors.map((connector) => ({
              key: connector.id,
              cells: [
                mayManage ? (
                  <button key="name" type="button" className="link" onClick={() => setOpen(connector)}>
                    {connector.name}
                  </button>
                ) : (
                  connector.name
                ),
                <span key="kind" className="chip">
                  {connector.kind}
                </span>,
                t('{count, plural, one {# rule} other {# rules}}', { count: connector.usedBy }),
                connector.lastDelivery ? (
                  <span key="last" suppressHydrationWarning>
                    <Moment at={connector.lastDelivery.at} /> · {connector.lastDelivery.status}
                  </span>
                ) : (
                  '–'
                ),
              ],
              actions: mayManage && (
                <button type="button" className="btn sm line" onClick={() => test.mutate(connector.id)} disabled={test.isPending}>
                  {t('Send a test')}
                </button>
              ),
            }))}
          />
        )}
      </div>
      {open && <ConnectorForm connector={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} onSecret={setSecret} />}
      {secret && <Secret secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}
