'use client';

import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import type { SourceDetail } from '../schema';
import { IngestItemHead } from './ingest-head';
import { PipelineEditor, parsePipeline, pipelineText, TriedSheet, useTried } from './pipeline-editor';
import { RoutesEditor } from './routes-editor';
import { LineList } from './tried-lines';
import { useReplay } from './use-replay';

function Facts({ source }: { source: SourceDetail }) {
  return (
    <section className="sheet">
      <dl className="facts">
        <div className="fact">
          <dt>{t('Documents')}</dt>
          <dd>{source.documents.toLocaleString(locale())}</dd>
        </div>
        <div className="fact">
          <dt>{t('Newest')}</dt>
          <dd>{source.newest ? <Moment at={source.newest} /> : t('none yet')}</dd>
        </div>
        <div className="fact">
          <dt>{t('Failed')}</dt>
          <dd>{source.dead.toLocaleString(locale())}</dd>
        </div>
      </dl>
      <p className="t3">{t('Send lines to')}</p>
      <pre className="snippet">{t('POST /api/ingest/{name}', { name: source.name })}</pre>
    </section>
  );
}

function DeadLetters({ source }: { source: SourceDetail }) {
  const replay = useReplay();
  return (
    <section className="sheet">
      <div className="row">
        <h2 className="grow">{t('What failed')}</h2>
        <button type="button" className="btn line" disabled={replay.isPending} onClick={() => replay.mutate(source.name)}>
          {t('Send again')}
        </button>
      </div>
      <LineList name={t('What failed')}>
        {source.letters.map((letter) => (
          <li key={`${letter.at}${letter.event}`} className="wrong">
            <code className="raw-line">{letter.event}</code>
            <p className="form-error">{letter.reason}</p>
            <p className="t3">
              <Moment at={letter.at} />
            </p>
          </li>
        ))}
      </LineList>
    </section>
  );
}

function RemoveSource({ name }: { name: string }) {
  const router = useRouter();
  const [sure, setSure] = useState(false);
  const remove = useMutation({
    mutationFn: () => fetchJson(`/api/ingest/sources/${name}`, { method: 'DELETE' }),
    onSuccess: () => router.push('/ingest'),
  });
  return (
    <section className="sheet">
      <h2>{t('Remove the source')}</h2>
      <p className="t3">{t('Nothing more can be sent to it. Its documents and its data view stay.')}</p>
      <button
        type="button"
        className={`btn line ${sure ? 'danger' : ''}`}
        style={{ justifySelf: 'start' }}
        disabled={remove.isPending}
        onClick={() => (sure ? remove.mutate() : setSure(true))}
      >
        {sure ? t('Remove {name} now', { name }) : t('Remove')}
      </button>
      {remove.error && (
        <p className="form-error" role="alert">
          {remove.error.message}
        </p>
      )}
    </section>
  );
}

/** One source: how it reads, where its documents go, and what failed. */
export function SourcePage({ source }: { source: SourceDetail }) {
  const router = useRouter();
  const toast = useToast();
  const [title, setTitle] = useState(source.title);
  const [text, setText] = useState(() => pipelineText(source.pipeline));
  const [routes, setRoutes] = useState(source.routes);
  const { data: tried, error, isFetching } = useTried(text, source.samples);
  const pipeline = parsePipeline(text);
  const save = useMutation({
    mutationFn: () => fetchJson(`/api/ingest/sources/${source.name}`, { method: 'PUT', body: { title, pipeline, routes } }),
    onSuccess: () => {
      toast('Saved. It counts for what comes from now on.');
      router.refresh();
    },
  });
  return (
    <>
      <IngestItemHead
        list={{ href: '/ingest', name: 'Sources' }}
        title={source.title}
        actions={
          <>
            <Link className="btn line" href={`/discover?view=${encodeURIComponent(source.dataViewId)}`}>
              {t('Discover')}
            </Link>
            <button
              type="button"
              className="btn solid"
              disabled={typeof pipeline === 'string' || save.isPending}
              onClick={() => save.mutate()}
            >
              {t('Save')}
            </button>
          </>
        }
      />
      <div className="page rule-form">
        <div className="stack">
          {save.error && (
            <p className="note danger" role="alert">
              {save.error.message}
            </p>
          )}
          <Facts source={source} />
          <section className="sheet">
            <h2>{t('How lines are read')}</h2>
            <label className="field">
              <span>{t('Title')}</span>
              <input className="inp" value={title} onChange={(event) => setTitle(event.target.value)} />
            </label>
            <PipelineEditor text={text} onText={setText} error={error?.message} />
          </section>
          <RoutesEditor routes={routes} name={source.name} onChange={setRoutes} />
          <RemoveSource name={source.name} />
        </div>
        <div className="stack">
          {source.letters.length > 0 && <DeadLetters source={source} />}
          {source.samples.length > 0 ? (
            <TriedSheet tried={tried} busy={isFetching} />
          ) : (
            <section className="sheet">
              <h2>{t('No lines yet')}</h2>
              <p className="t3">{t('The newest lines will stand here, as this pipeline reads them.')}</p>
            </section>
          )}
        </div>
      </div>
    </>
  );
}
