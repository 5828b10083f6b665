'use client';

import { IconCalendarOff, IconColumns3, IconDatabaseOff, IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import { FilterBar } from '@/components/filter-bar/filter-bar';
import { KqlInput } from '@/components/query-bar/kql-input';
import { RefreshPicker } from '@/components/time-picker/refresh-picker';
import { TimePicker } from '@/components/time-picker/time-picker';
import { StateBlock } from '@/components/ui/state-block';
import { useSize } from '@/components/ui/use-size';
import type { DataView } from '@/features/data-views/schema';
import { useFields } from '@/features/data-views/use-fields';
import { formatInstant } from '@/lib/format/time';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import { type DiscoverState, useDiscover } from '../use-discover';
import { DocumentTable } from './document-table';
import { DownloadMenu } from './download-menu';
import { ExplainButton, ExplainPanel } from './explain-panel';
import { FieldList } from './field-list';
import { HitHistogram } from './hit-histogram';
import { PatternsPanel, ShowSwitch } from './patterns-panel';
import { SavedSearches } from './saved-searches';
import { TailPanel } from './tail-panel';

function Nothing({ state }: { state: DiscoverState }) {
  const { url, setUrl, hits, timeZone } = state;
  const latestMs = hits.data?.pages[0]?.latestMs ?? null;
  const actions = (
    <>
      {latestMs !== null && (
        <button
          type="button"
          className="btn line sm"
          onClick={() =>
            void setUrl({ from: new Date(latestMs - 43_200_000).toISOString(), to: new Date(latestMs + 43_200_000).toISOString() })
          }
        >
          {t('Go to {instant}', { instant: formatInstant(latestMs, timeZone) })}
        </button>
      )}
      {url.filters.length > 0 && (
        <button type="button" className="btn sm" onClick={() => void setUrl({ filters: [] })}>
          {t('Remove all filters')}
        </button>
      )}
      {url.q !== '' && (
        <button type="button" className="btn sm" onClick={() => void setUrl({ q: '' })}>
          {t('Clear the search')}
        </button>
      )}
    </>
  );
  return (
    <StateBlock icon={<IconCalendarOff size={20} />} title={t('No document matches in this time')} actions={actions}>
      {latestMs === null
        ? t('Nothing matches the search and the filters at any time.')
        : t('The newest matching document is from {instant}.', { instant: formatInstant(latestMs, timeZone) })}
    </StateBlock>
  );
}

function Results({ state, fields }: { state: DiscoverState; fields: { path: string; type: string }[] }) {
  const { hits } = state;
  if (hits.error && !hits.data) {
    return (
      <StateBlock
        error
        icon={<IconPlugConnectedX size={20} />}
        title={t('The search failed')}
        actions={
          <button type="button" className="btn line sm" onClick={() => void hits.refetch()}>
            {t('Try now')}
          </button>
        }
      >
        {hits.error.message}
      </StateBlock>
    );
  }
  if (!hits.data) {
    return (
      <div style={{ padding: 16, display: 'grid', gap: 14 }} aria-hidden="true">
        {[96, 82, 90, 74, 88, 92, 68].map((width) => (
          <div key={width} className="sk" style={{ width: `${width}%`, height: 10 }} />
        ))}
      </div>
    );
  }
  if (hits.data.pages[0]?.hits.length === 0) return <Nothing state={state} />;
  return <DocumentTable state={state} fields={fields} />;
}

export function DiscoverPage({ dataViews }: { dataViews: DataView[] }) {
  const [ref, size] = useSize<HTMLDivElement>();
  const state = useDiscover(dataViews, size.width);
  const { url, setUrl, dataView, timeZone, hits } = state;
  const fields = useFields(dataView?.id);
  const [fieldsOpen, setFieldsOpen] = useState(false);
  if (!dataView) {
    return (
      <StateBlock
        icon={<IconDatabaseOff size={20} />}
        title={t('No data view yet')}
        actions={
          <a className="btn solid sm" href="/data-views">
            {t('Data')}
          </a>
        }
      >
        {t('A data view names the indices to look at. Make one, or load sample data on the dashboards page.')}
      </StateBlock>
    );
  }
  const total = hits.data?.pages[0]?.total;
  return (
    <div className="full-height" style={{ display: 'flex', flexDirection: 'column' }}>
      <header className="head">
        <div className="bar">
          <h1>{t('Discover')}</h1>
          <select
            className="inp soft"
            style={{ width: 180 }}
            aria-label={t('Data view')}
            value={dataView.id}
            onChange={(event) => void setUrl({ view: event.target.value, columns: null, sort: null, filters: [], q: '' })}
          >
            {dataViews.map((view) => (
              <option key={view.id} value={view.id}>
                {view.title}
              </option>
            ))}
          </select>
          <SavedSearches state={state} />
          <span className="grow" />
          <TimePicker value={{ from: url.from, to: url.to }} timeZone={timeZone} onChange={(range) => void setUrl(range)} />
          <RefreshPicker refreshMs={url.refresh} onChange={(refresh) => void setUrl({ refresh })} onRefresh={state.refreshNow} />
        </div>
        <div className="tools">
          <KqlInput
            value={url.q}
            onSubmit={(q) => {
              void setUrl({ q });
              state.refreshNow();
            }}
            fields={fields}
            dataViewId={dataView.id}
            context={state.asked}
          />
        </div>
        <div className="tools">
          <FilterBar filters={url.filters} fields={fields} onChange={(filters) => void setUrl({ filters })} />
          <span className="grow" />
          <button type="button" className="btn sm line phone-only" onClick={() => setFieldsOpen(!fieldsOpen)}>
            <IconColumns3 size={14} /> {t('Fields')}
          </button>
        </div>
      </header>
      <div className="discover">
        <FieldList state={state} fields={fields} open={fieldsOpen} />
        <div className="results" ref={ref}>
          <div className="summary">
            <b className="num" style={{ fontWeight: 600 }}>
              {total === null || total === undefined ? '…' : total.toLocaleString(locale())}
            </b>{' '}
            <span className="t2">{t('documents')}</span>
            {hits.data?.pages[0] && <span className="t3">{t('{tookMs} ms', { tookMs: hits.data.pages[0].tookMs })}</span>}
            <span className="grow" />
            {dataView.timeField && !url.explain && <ShowSwitch state={state} />}
            <DownloadMenu state={state} />
            {dataView.timeField && <ExplainButton state={state} />}
            {hits.error && hits.data && (
              <span className="chip warning">{t('Not up to date: {message}', { message: hits.error.message })}</span>
            )}
          </div>
          {dataView.timeField && url.show !== 'live' && <HitHistogram state={state} />}
          {url.explain ? (
            <ExplainPanel state={state} />
          ) : url.show === 'patterns' ? (
            <PatternsPanel state={state} fields={fields} />
          ) : url.show === 'live' ? (
            <TailPanel state={state} />
          ) : (
            <Results state={state} fields={fields} />
          )}
        </div>
      </div>
    </div>
  );
}
