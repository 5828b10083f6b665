'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '../../lib/http/fetch-json';
import { t } from '../../lib/i18n/t';
import { Choice, Setting } from './editor-parts';

type Source = Record<string, unknown>;

interface Props {
  source: Source;
  /** Whether the kind can be made from rows: SQL, or a search somebody writes. */
  sql: boolean;
  onChange: (source: Source) => void;
}

const starts: Record<string, (source: Source) => Source> = {
  search: ({ dataView }) => ({ type: 'search', dataView }),
  sql: ({ dataView }) => ({ type: 'sql', query: 'SELECT 1 AS value', dataView }),
  dsl: ({ dataView }) => ({
    type: 'dsl',
    dataView,
    body: '{\n  "size": 0,\n  "aggs": {\n    "by": { "terms": { "field": "" } }\n  }\n}',
    columns: [],
  }),
};

function SqlSource({ source, onChange }: Omit<Props, 'sql'>) {
  return (
    <>
      <textarea
        className="inp mono"
        rows={6}
        aria-label={t('SQL')}
        value={String(source.query ?? '')}
        onChange={(event) => onChange({ ...source, query: event.target.value })}
        spellCheck={false}
      />
      <p className="t3 hint">
        {t('Bound, never pasted:')} <code>$__timeFilter("@timestamp")</code>, <code>$__from</code>, <code>$__to</code>,{' '}
        <code>$__control(name, column)</code>
        {t('. The time and the filters hold for the data view’s index anyway.')}
      </p>
    </>
  );
}

interface Column {
  name: string;
  path: string;
}

function WrittenSearch({ source, onChange }: Omit<Props, 'sql'>) {
  const columns = (source.columns ?? []) as Column[];
  const set = (next: Column[]) => onChange({ ...source, columns: next });
  return (
    <>
      <textarea
        className="inp mono"
        rows={10}
        aria-label={t('Search (Query DSL)')}
        value={String(source.body ?? '')}
        onChange={(event) => onChange({ ...source, body: event.target.value })}
        spellCheck={false}
      />
      <Setting name={t('Columns')}>
        <div style={{ display: 'grid', gap: 6, flex: 1 }}>
          {columns.map((column, at) => (
            <div key={at} className="row" style={{ gap: 6 }}>
              <input
                className="inp soft"
                style={{ flex: '0 0 100px' }}
                aria-label={t('Name of column {at}', { at: at + 1 })}
                value={column.name}
                onChange={(event) => set(columns.map((other, index) => (index === at ? { ...other, name: event.target.value } : other)))}
              />
              <input
                className="inp soft mono"
                aria-label={t('Path of column {at}', { at: at + 1 })}
                placeholder="aggregations.by.buckets[].key"
                value={column.path}
                onChange={(event) => set(columns.map((other, index) => (index === at ? { ...other, path: event.target.value } : other)))}
              />
              <button
                type="button"
                className="btn sm icon"
                aria-label={t('Remove column {at}', { at: at + 1 })}
                onClick={() => set(columns.filter((_, index) => index !== at))}
              >
                <IconX size={14} />
              </button>
            </div>
          ))}
          <button
            type="button"
            className="btn sm line"
            onClick={() => set([...columns, { name: `column ${columns.length + 1}`, path: 'aggregations.' }])}
          >
            <IconPlus size={14} /> {t('Column')}
          </button>
          {columns.length === 0 && <p className="t3 hint">{t('None: the first way down the buckets, with the measures at its end.')}</p>}
        </div>
      </Setting>
    </>
  );
}

interface SavedRow {
  id: string;
  title: string;
  state: { dataView: string };
}

/** A search that somebody saved in Discover, over the same data view. Not shown where there is none. */
function SavedSearchSetting({ source, onChange }: Omit<Props, 'sql'>) {
  const { data = [] } = useQuery({
    queryKey: ['saved-searches'],
    queryFn: ({ signal }) => fetchJson<SavedRow[]>('/api/saved-searches', { signal }),
    staleTime: 30_000,
  });
  const fitting = data.filter(({ state }) => state.dataView === source.dataView);
  if (fitting.length === 0 && !source.savedSearch) return null;
  return (
    <Setting name={t('Within')}>
      <select
        className="inp soft"
        aria-label={t('Saved search')}
        value={String(source.savedSearch ?? '')}
        onChange={(event) => onChange({ ...source, savedSearch: event.target.value || undefined })}
      >
        <option value="">{t('All documents')}</option>
        {fitting.map(({ id, title }) => (
          <option key={id} value={id}>
            {t('Saved search: {title}', { title })}
          </option>
        ))}
      </select>
    </Setting>
  );
}

/** Where a panel's numbers come from: fields with a condition, a SELECT, or a search as the cluster takes it. */
export function SourceSetting({ source, sql, onChange }: Props) {
  const type = String(source.type);
  return (
    <>
      {sql && (
        <Setting name={t('Source')}>
          <Choice
            name={t('Source')}
            value={type}
            options={[
              ['search', t('Fields')],
              ['sql', 'SQL'],
              ['dsl', t('Query DSL')],
            ]}
            onChange={(next) => onChange((starts[next] ?? ((same: Source) => same))(source))}
          />
        </Setting>
      )}
      {type === 'sql' && <SqlSource source={source} onChange={onChange} />}
      {type === 'dsl' && <WrittenSearch source={source} onChange={onChange} />}
      {type === 'search' && <SavedSearchSetting source={source} onChange={onChange} />}
      {type === 'search' && (
        <Setting name={t('Only where')}>
          <input
            className="inp soft mono"
            aria-label={t('Only where (KQL)')}
            placeholder={t('KQL, e.g. service.name: checkout')}
            value={String(source.kql ?? '')}
            onChange={(event) => onChange({ ...source, kql: event.target.value || undefined })}
            spellCheck={false}
          />
        </Setting>
      )}
    </>
  );
}
