'use client';

import { Popover } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchJson } from '@/lib/http/fetch-json';
import { locale } from '@/lib/i18n/language';
import { type Message, msg, t } from '@/lib/i18n/t';
import type { DownloadFormat, DownloadProgress } from '../download/schema';
import type { DiscoverState } from '../use-discover';

const formats: [DownloadFormat, string, Message][] = [
  ['csv', 'CSV', msg('for spreadsheets')],
  ['ndjson', 'NDJSON', msg('whole documents, a line each')],
  ['parquet', 'Parquet', msg('typed columns, for pandas and DuckDB')],
];

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const words = ({ state, rows, total, problem }: DownloadProgress) =>
  ({
    waiting: t('Starting …'),
    running: t('{rows} of {total} documents', { rows: rows.toLocaleString(locale()), total: total.toLocaleString(locale()) }),
    done: t('{rows} documents written', { rows: rows.toLocaleString(locale()) }),
    cancelled: t('Cancelled. The file that was begun is not whole.'),
    failed: problem ?? t('It failed. The file that was begun is not whole.'),
  })[state];

function Progress({ id, onCancel }: { id: string; onCancel: () => void }) {
  const { data } = useQuery({
    queryKey: ['download', id],
    queryFn: ({ signal }) => fetchJson<DownloadProgress>(`/api/discover/download/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && !['waiting', 'running'].includes(state.data.state) ? false : 500),
    retry: 5,
    staleTime: 0,
  });
  const done = data ? (data.total > 0 ? Math.round((100 * data.rows) / data.total) : 0) : 0;
  return (
    <div style={{ display: 'grid', gap: 6 }}>
      <div className="progress" role="progressbar" aria-label={t('Download')} aria-valuenow={done} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${data?.state === 'done' ? 100 : done}%` }} />
      </div>
      <div className="row">
        <span className="t3 num grow" aria-live="polite">
          {data ? words(data) : t('Starting …')}
        </span>
        {data?.state === 'running' && (
          <button type="button" className="btn sm" onClick={onCancel}>
            {t('Cancel')}
          </button>
        )}
      </div>
    </div>
  );
}

/** The whole result as a file that the browser writes while it comes; progress, and a way to stop. */
export function DownloadMenu({ state }: { state: DiscoverState }) {
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<DownloadFormat>('csv');
  const [shownOnly, setShownOnly] = useState(true);
  const [id, setId] = useState<string>();
  const { asked, columns, dataView, url } = state;
  const mayNarrow = columns.length > 0;
  const start = () => {
    const made = newId();
    const ask = {
      ...asked,
      format,
      ...(url.sort ? { sort: { field: url.sort, direction: url.direction } } : {}),
      columns: mayNarrow && shownOnly ? [...(dataView?.timeField ? [dataView.timeField] : []), ...columns] : [],
    };
    const link = document.createElement('a');
    link.href = `/api/discover/download?${new URLSearchParams({ id: made, ask: JSON.stringify(ask) }).toString()}`;
    link.download = '';
    link.click();
    setId(made);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <button type="button" className="btn sm line" onClick={() => setOpen(!open)}>
          <IconDownload size={14} /> {t('Download')}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="choices" style={{ width: 340 }}>
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend className="visually-hidden">{t('Format')}</legend>
            {formats.map(([name, label, what]) => (
              <label key={name} className="item">
                <input type="radio" name="format" checked={name === format} onChange={() => setFormat(name)} />
                {label} <span className="t3">{t(what)}</span>
              </label>
            ))}
          </fieldset>
          {mayNarrow && (
            <label className="item">
              <input type="checkbox" checked={shownOnly} onChange={(event) => setShownOnly(event.target.checked)} />{' '}
              {t('Shown columns only')}
            </label>
          )}
          <button type="button" className="btn solid" onClick={start}>
            {t('Download all matching documents')}
          </button>
          {id && (
            <Progress
              key={id}
              id={id}
              onCancel={() => void fetchJson(`/api/discover/download/${id}`, { method: 'DELETE' }).catch(() => undefined)}
            />
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
