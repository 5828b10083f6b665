'use client';

import { Popover } from '@mantine/core';
import { IconBell, IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useToast } from '@/components/ui/toast';
import type { SavedSearchRow, SavedState } from '@/features/saved-searches/schema';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { DiscoverState } from '../use-discover';

const key = ['saved-searches'];

function stateOf({ url, dataView, columns }: DiscoverState): SavedState {
  return {
    dataView: dataView?.id ?? '',
    kql: url.q,
    filters: url.filters,
    columns,
    ...(url.sort ? { sort: { field: url.sort, direction: url.direction } } : {}),
    timeRange: { from: url.from, to: url.to },
  };
}

function Rows({
  searches,
  onOpen,
  onRemove,
}: {
  searches: SavedSearchRow[];
  onOpen: (state: SavedState) => void;
  onRemove: (id: string) => void;
}) {
  if (searches.length === 0) return <p className="t3">{t('Nothing is saved yet.')}</p>;
  return (
    <ul className="saved-list">
      {searches.map(({ id, title, state, mine }) => (
        <li key={id}>
          <button type="button" className="item grow ell" onClick={() => onOpen(state)}>
            {title}
          </button>
          <Link className="btn sm icon" aria-label={t('Alert on {title}', { title })} href={`/alerts/rules/new?search=${id}`}>
            <IconBell size={16} />
          </Link>
          {mine && (
            <button type="button" className="btn sm icon" aria-label={t('Delete {title}', { title })} onClick={() => onRemove(id)}>
              <IconTrash size={16} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Saves what Discover shows, and opens what was saved. */
export function SavedSearches({ state }: { state: DiscoverState }) {
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const client = useQueryClient();
  const toast = useToast();
  const { data: searches = [] } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson<SavedSearchRow[]>('/api/saved-searches', { signal }),
    enabled: open,
  });
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: key }), onError: (error: Error) => toast(error.message) };
  const save = useMutation({
    mutationFn: () => fetchJson('/api/saved-searches', { body: { title, state: stateOf(state) } }),
    onSuccess: () => {
      toast(t('Saved as {title}.', { title }));
      setTitle('');
    },
    ...settled,
  });
  const remove = useMutation({ mutationFn: (id: string) => fetchJson(`/api/saved-searches/${id}`, { method: 'DELETE' }), ...settled });
  const show = ({ dataView, kql, filters, columns, sort, timeRange }: SavedState) => {
    setOpen(false);
    void state.setUrl({
      view: dataView,
      q: kql,
      filters,
      columns: columns.length > 0 ? columns : null,
      sort: sort?.field ?? null,
      direction: sort?.direction ?? null,
      from: timeRange.from,
      to: timeRange.to,
      explain: null,
    });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start">
      <Popover.Target>
        <button type="button" className="btn line" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconBookmark size={16} /> {t('Saved')}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="saved">
          <Rows searches={searches} onOpen={show} onRemove={(id) => remove.mutate(id)} />
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <input
              className="inp soft grow"
              aria-label={t('Name of the search')}
              placeholder={t('Save this search as')}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
            <button type="submit" className="btn solid" disabled={title.trim() === '' || save.isPending}>
              {t('Save')}
            </button>
          </form>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
