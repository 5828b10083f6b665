'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { fetchJson, type RequestError } from '../../lib/http/fetch-json';
import type { DashboardDocument } from './document/schema';
import { change, isChanged, redo, startHistory, undo } from './edit-history';
import type { LoadedDashboard } from './types';

/** A draft over the saved dashboard: change, undo, redo, save on the version it was read from. */
export function useDashboardEditor(dashboard: LoadedDashboard) {
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
