'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { useToast } from '../../components/ui/toast';
import { fetchJson, type RequestError } from '../../lib/http/fetch-json';
import { t } from '../../lib/i18n/t';
import type { DashboardDocument } from './document/schema';
import { change, type EditHistory, isChanged, redo, startHistory, undo } from './edit-history';
import { forgetDraft, keepDraft, readDraft } from './kept-draft';
import type { LoadedDashboard } from './types';

/** A draft over the saved dashboard: change, undo, redo, save on the version it was read from. */
/** Keeps the draft in the browser while it differs from what is saved, and takes up one that a reload left behind. */
function useKeptDraft(
  id: string,
  { mayEdit, revision, history, dirty }: { mayEdit: boolean; revision: number; history: EditHistory; dirty: boolean },
  onFound: (found: { revision: number; history: EditHistory }) => void,
) {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const found = mayEdit ? readDraft(id) : undefined;
    if (found && isChanged(found.history, history.present)) onFound(found);
    setReady(true);
  }, []);
  useEffect(() => {
    if (!ready || !mayEdit) return;
    if (!dirty) {
      forgetDraft(id);
      return;
    }
    const timer = setTimeout(() => keepDraft(id, revision, history), 300);
    return () => clearTimeout(timer);
  }, [ready, mayEdit, dirty, id, revision, history]);
}

export function useDashboardEditor(dashboard: LoadedDashboard, mayEdit: boolean) {
  const toast = useToast();
  const router = useRouter();
  const [saved, setSaved] = useState({ document: dashboard.document, revision: dashboard.revision });
  const [history, setHistory] = useState(() => startHistory(dashboard.document));
  const [editing, setEditing] = useState(false);
  const dirty = isChanged(history, saved.document);

  const apply = useCallback(
    (next: DashboardDocument | ((now: DashboardDocument) => DashboardDocument)) =>
      setHistory((now) => change(now, typeof next === 'function' ? next(now.present) : next)),
    [],
  );
  const goBack = useCallback(() => setHistory(undo), []);
  const goForward = useCallback(() => setHistory(redo), []);
  const discard = useCallback(() => {
    setHistory(startHistory(saved.document));
    setEditing(false);
  }, [saved.document]);

  useKeptDraft(dashboard.id, { mayEdit, revision: saved.revision, history, dirty }, (found) => {
    // on the version that it was made from: who saved since is found out when it is saved
    setSaved({ document: dashboard.document, revision: found.revision });
    setHistory(found.history);
    setEditing(true);
    toast(t('Your unsaved changes are back.'), {
      label: t('Discard'),
      run: () => {
        setSaved({ document: dashboard.document, revision: dashboard.revision });
        setHistory(startHistory(dashboard.document));
        setEditing(false);
      },
    });
  });

  const save = useMutation<{ revision: number }, RequestError, string | undefined>({
    mutationFn: (note) =>
      fetchJson(`/api/dashboards/${dashboard.id}`, {
        method: 'PUT',
        body: { document: history.present, baseRevision: saved.revision, note: note ?? '' },
      }),
    onSuccess: ({ revision }) => {
      setSaved({ document: history.present, revision });
      setHistory(startHistory(history.present));
      setEditing(false);
      router.refresh();
    },
  });
  const saveCopy = useMutation<{ id: string }, RequestError>({
    mutationFn: () =>
      fetchJson('/api/dashboards', { body: { document: { ...history.present, title: `${history.present.title} (copy)` } } }),
    onSuccess: ({ id }) => router.push(`/dashboards/${id}`),
  });

  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
  useEffect(() => {
    if (!editing) return;
    const keys = (event: KeyboardEvent) => {
      if (
        !(event.metaKey || event.ctrlKey) ||
        event.key.toLowerCase() !== 'z' ||
        event.target instanceof HTMLInputElement ||
        event.target instanceof HTMLTextAreaElement
      )
        return;
      event.preventDefault();
      if (event.shiftKey) goForward();
      else goBack();
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [editing, goBack, goForward]);

  return {
    document: history.present,
    saved,
    editing,
    setEditing,
    dirty,
    apply,
    goBack,
    goForward,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    discard,
    save,
    saveCopy,
  };
}

export type DashboardEditor = ReturnType<typeof useDashboardEditor>;
