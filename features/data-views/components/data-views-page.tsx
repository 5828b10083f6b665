'use client';

import { Modal } from '@mantine/core';
import { IconDatabase, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { TabsHead } from '@/components/ui/tabs-head';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { dataPlaces } from '../places';
import type { DataView, DataViewInput } from '../schema';
import { FieldFormats } from './field-formats';
import { PatternPreview, usePatternPreview } from './pattern-preview';

const roles = ['viewer', 'editor'] as const;
const empty: DataViewInput = {
  title: '',
  pattern: '',
  timeField: '@timestamp',
  description: '',
  roles: ['editor', 'viewer'],
  fieldFormats: {},
  columns: [],
};

function DataViewForm({ view, onClose }: { view?: DataView; onClose: () => void }) {
  const router = useRouter();
  const { id, ...stored } = view ?? { id: undefined, ...empty };
  const [draft, setDraft] = useState<DataViewInput>(stored);
  const [columns, setColumns] = useState(stored.columns.join(', '));
  const { data: preview, error: previewError } = usePatternPreview(draft.pattern);
  const fields = preview?.fields ?? [];
  const done = () => {
    router.refresh();
    onClose();
  };
  const save = useMutation({
    mutationFn: () => fetchJson(id ? `/api/data-views/${id}` : '/api/data-views', { method: id ? 'PUT' : 'POST', body: draft }),
    onSuccess: done,
  });
  const remove = useMutation({ mutationFn: () => fetchJson(`/api/data-views/${id}`, { method: 'DELETE' }), onSuccess: done });
  const failure = save.error ?? remove.error;
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={id ? t('Data view') : t('New data view')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form
        style={{ display: 'grid', gap: 14 }}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <label className="field">
          <span>{t('Name')}</span>
          <input
            className="inp"
            required
            value={draft.title}
            onChange={(event) => setDraft({ ...draft, title: event.target.value })}
            data-autofocus
          />
        </label>
        <label className="field">
          <span>{t('Index or pattern')}</span>
          <input
            className="inp mono"
            required
            value={draft.pattern}
            onChange={(event) => setDraft({ ...draft, pattern: event.target.value })}
            placeholder="shop-logs-*"
            spellCheck={false}
          />
        </label>
        <PatternPreview preview={preview} error={previewError} />
        <label className="field">
          <span>{t('Time field')}</span>
          <input
            className="inp mono"
            list="time-fields"
            value={draft.timeField ?? ''}
            onChange={(event) => setDraft({ ...draft, timeField: event.target.value || null })}
            placeholder={t('none')}
            spellCheck={false}
          />
          <datalist id="time-fields">
            {preview?.timeFields.map((path) => (
              <option key={path} value={path} />
            ))}
          </datalist>
          <small>{t('Empty for data without time.')}</small>
        </label>
        <label className="field">
          <span>{t('What it holds')}</span>
          <input className="inp" value={draft.description} onChange={(event) => setDraft({ ...draft, description: event.target.value })} />
        </label>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }} className="field">
          <span>{t('Who may read it')}</span>
          <div className="row wrap">
            <span className="t3">{t('Administrators, and')}</span>
            {roles.map((role) => (
              <label key={role} className="row" style={{ gap: 6 }}>
                <input
                  type="checkbox"
                  checked={draft.roles.includes(role)}
                  onChange={(event) =>
                    setDraft({
                      ...draft,
                      roles: event.target.checked ? [...draft.roles, role] : draft.roles.filter((other) => other !== role),
                    })
                  }
                />{' '}
                {role}s
              </label>
            ))}
          </div>
        </fieldset>
        <details>
          <summary>{t('Fields: labels, formats, links, colours, hidden')}</summary>
          <FieldFormats fields={fields} formats={draft.fieldFormats} onChange={(fieldFormats) => setDraft({ ...draft, fieldFormats })} />
        </details>
        <label className="field">
          <span>{t('Columns in Discover, by comma')}</span>
          <input
            className="inp mono"
            value={columns}
            spellCheck={false}
            onChange={(event) => {
              setColumns(event.target.value);
              const named = event.target.value.split(',').map((path) => path.trim());
              setDraft({ ...draft, columns: named.filter(Boolean) });
            }}
          />
        </label>
        {failure && (
          <p className="form-error" role="alert">
            {failure.message}
          </p>
        )}
        <div className="row">
          {id && (
            <button type="button" className="btn danger" onClick={() => remove.mutate()}>
              {t('Remove')}
            </button>
          )}
          <span className="grow" />
          <button type="button" className="btn" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button type="submit" className="btn solid" disabled={save.isPending}>
            {t('Save')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

export function DataViewsPage({ dataViews, mayManage }: { dataViews: DataView[]; mayManage: boolean }) {
  const [open, setOpen] = useState<DataView | 'new'>();
  return (
    <>
      <TabsHead
        title={t('Data')}
        places={mayManage ? dataPlaces : dataPlaces.slice(0, 1)}
        actions={
          mayManage && (
            <>
              <Link href="/ingest/new" className="btn line">
                {t('Add data')}
              </Link>
              <button type="button" className="btn solid" onClick={() => setOpen('new')}>
                <IconPlus size={16} /> {t('New data view')}
              </button>
            </>
          )
        }
      />
      <div className="page">
        {dataViews.length === 0 ? (
          <div className="first">
            <StateBlock icon={<IconDatabase size={20} />} title={t('No data views yet')}>
              {t(
                'A data view names the indices to look at, their time field, and who may read them. The dashboards page offers sample data.',
              )}
            </StateBlock>
          </div>
        ) : (
          <PlainTable
            columns={[t('Name'), t('Indices'), t('Time field'), t('Who may read it')]}
            rows={dataViews.map((view) => ({
              key: view.id,
              cells: [
                <div key="name">
                  <b style={{ fontWeight: 600 }}>{view.title}</b>
                  <div className="t3" style={{ fontSize: 12 }}>
                    {view.description}
                  </div>
                </div>,
                <span key="pattern" className="mono">
                  {view.pattern}
                </span>,
                <span key="time" className="mono">
                  {view.timeField ?? '–'}
                </span>,
                [
                  t('administrators'),
                  ...(view.roles.includes('editor') ? [t('editors')] : []),
                  ...(view.roles.includes('viewer') ? [t('viewers')] : []),
                ].join(', '),
              ],
              actions: (
                <>
                  <Link className="btn sm line" href={`/discover?view=${view.id}`}>
                    {t('Discover')}
                  </Link>
                  {mayManage && (
                    <button type="button" className="btn sm" onClick={() => setOpen(view)}>
                      {t('Edit')}
                    </button>
                  )}
                </>
              ),
            }))}
          />
        )}
      </div>
      {open && <DataViewForm view={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
