'use client';

import { t } from '../../../lib/i18n/t';
import type { ConnectorKind } from '../connectors/schema';

interface Props {
  kind: ConnectorKind;
  config: Record<string, unknown>;
  onChange: (config: Record<string, unknown>) => void;
  /** Slack's address: a secret, so it is never shown again. */
  url: string;
  onUrl: (url: string) => void;
  isNew: boolean;
}

const headerLines = (headers: unknown) =>
  Object.entries((headers ?? {}) as Record<string, string>)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const parseHeaders = (text: string) =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const found = /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line);
      return found ? [[found[1] as string, found[2] as string]] : [];
    }),
  );

/** What a connector of this kind needs to know. */
export function ConnectorFields({ kind, config, onChange, url, onUrl, isNew }: Props) {
  const set = (change: Record<string, unknown>) => onChange({ ...config, ...change });
  switch (kind) {
    case 'webhook':
      return (
        <>
          <label className="field">
            <span>{t('Address')}</span>
            <span className="row">
              <select
                className="inp"
                style={{ width: 92 }}
                aria-label={t('Method')}
                value={String(config.method)}
                onChange={(event) => set({ method: event.target.value })}
              >
                <option>{t('POST')}</option>
                <option>{t('PUT')}</option>
                <option>{t('PATCH')}</option>
              </select>
              <input
                className="inp mono"
                required
                type="url"
                aria-label={t('Address')}
                placeholder="https://ops.example.com/hooks/oriel"
                value={String(config.url ?? '')}
                onChange={(event) => set({ url: event.target.value })}
              />
            </span>
            <small>{t('Internal hosts must be named in ORIEL_OUTGOING_ALLOW.')}</small>
          </label>
          <label className="field">
            <span>{t('Headers')}</span>
            <textarea
              className="inp mono"
              rows={2}
              placeholder="x-team: checkout"
              defaultValue={headerLines(config.headers)}
              onChange={(event) => set({ headers: parseHeaders(event.target.value) })}
            />
          </label>
          <label className="field">
            <span>{t('Body')}</span>
            <textarea
              className="inp mono"
              rows={4}
              placeholder={'{"text": "{{message}}", "link": "{{link}}"}'}
              value={String(config.body ?? '')}
              onChange={(event) => set({ body: event.target.value })}
              spellCheck={false}
            />
            <small>{t('JSON with words in braces. Empty: the whole event.')}</small>
          </label>
        </>
      );
    case 'email':
      return (
        <label className="field">
          <span>{t('To')}</span>
          <input
            className="inp"
            required
            placeholder="ops@example.com, mira@example.com"
            defaultValue={((config.to ?? []) as string[]).join(', ')}
            onChange={(event) => set({ to: event.target.value.split(/[,;\s]+/).filter(Boolean) })}
          />
          <small>{t('The mail server is set by ORIEL_SMTP_URL and ORIEL_SMTP_FROM.')}</small>
        </label>
      );
    case 'slack':
      return (
        <label className="field">
          <span>{t('Address')}</span>
          <input
            className="inp mono"
            type="url"
            required={isNew}
            placeholder={isNew ? 'https://hooks.slack.com/services/…' : 'unchanged'}
            value={url}
            onChange={(event) => onUrl(event.target.value)}
          />
          <small>{t('It is kept sealed, and not shown again.')}</small>
        </label>
      );
    case 'index':
      return (
        <label className="field">
          <span>{t('Index')}</span>
          <input
            className="inp mono"
            required
            value={String(config.index ?? '')}
            onChange={(event) => set({ index: event.target.value })}
          />
        </label>
      );
  }
}
