'use client';

import { IconMessageCircle, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { StateBlock } from '@/components/ui/state-block';
import { fetchJson, type RequestError } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { DashboardCommentRow } from '../comments/schema';
import type { StoredPanel } from '../document/schema';

interface Props {
  dashboardId: string;
  panels: StoredPanel[];
  /** The panel that a new comment is about. */
  panelId?: string;
  onClose: () => void;
}

/** What people say about a dashboard and its panels: beside it, so that it can be looked at. */
export function CommentsDrawer({ dashboardId, panels, panelId, onClose }: Props) {
  const client = useQueryClient();
  const path = `/api/dashboards/${dashboardId}/comments`;
  const queryKey = ['comments', dashboardId];
  const { data, error } = useQuery({ queryKey, queryFn: ({ signal }) => fetchJson<DashboardCommentRow[]>(path, { signal }), staleTime: 0 });
  const [text, setText] = useState('');
  const [about, setAbout] = useState(panelId ?? '');
  const titleOf = (id: string | null) => panels.find((panel) => panel.id === id)?.title;
  const refresh = () => client.invalidateQueries({ queryKey });
  const say = useMutation<unknown, RequestError>({
    mutationFn: () => fetchJson(path, { body: { text, ...(about ? { panelId: about } : {}) } }),
    onSuccess: () => {
      setText('');
      void refresh();
    },
  });
  const change = useMutation<unknown, RequestError, { id: string; resolved?: boolean }>({
    mutationFn: ({ id, resolved }) =>
      fetchJson(`${path}/${id}`, resolved === undefined ? { method: 'DELETE' } : { method: 'PATCH', body: { resolved } }),
    onSuccess: () => void refresh(),
  });
  const failed = error ?? say.error ?? change.error;
  const goTo = (id: string) => document.querySelector(`[data-panel="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'center' });
  return (
    <aside className="side-drawer" aria-label={t('Comments')}>
      <header className="row">
        <h2 className="grow">{t('Comments')}</h2>
        <button type="button" className="btn icon" aria-label={t('Close the comments')} onClick={onClose}>
          <IconX size={16} />
        </button>
      </header>
      <ul className="comments">
        {data?.length === 0 && (
          <StateBlock small icon={<IconMessageCircle size={20} />} title={t('No comments yet')}>
            {t('Say what you see, or ask; everybody who may open the dashboard reads it.')}
          </StateBlock>
        )}
        {data?.map(({ id, panelId: of, authorName, text: words, createdAt, resolvedByName, mine }) => (
          <li key={id} className={resolvedByName ? 'done' : ''}>
            <div className="row">
              <b>{authorName}</b> <Moment at={createdAt} />
              <span className="grow" />
              <button type="button" className="btn sm" onClick={() => change.mutate({ id, resolved: !resolvedByName })}>
                {resolvedByName ? t('Open again') : t('Done')}
              </button>
              {mine && (
                <button type="button" className="btn sm icon" aria-label={t('Delete this comment')} onClick={() => change.mutate({ id })}>
                  <IconX size={14} />
                </button>
              )}
            </div>
            {of && titleOf(of) !== undefined && (
              <button type="button" className="chip" onClick={() => goTo(of)}>
                {titleOf(of) || t('Panel')}
              </button>
            )}
            <p>{words}</p>
            {resolvedByName && <p className="t3">{t('Done, says {resolvedByName}', { resolvedByName })}</p>}
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) say.mutate();
        }}
      >
        {failed && <p className="form-error">{failed.message}</p>}
        <select className="inp soft" aria-label={t('About')} value={about} onChange={(event) => setAbout(event.target.value)}>
          <option value="">{t('About the dashboard')}</option>
          {panels.map(({ id, title, kind }) => (
            <option key={id} value={id}>
              {t('About {title}', { title: title || kind })}
            </option>
          ))}
        </select>
        <textarea
          className="inp"
          rows={3}
          aria-label={t('Comment')}
          value={text}
          maxLength={4_000}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="btn solid" disabled={!text.trim() || say.isPending}>
          {t('Comment')}
        </button>
      </form>
    </aside>
  );
}
