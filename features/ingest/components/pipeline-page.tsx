'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { IngestItemHead } from './ingest-head';
import { PipelineEditor, parsePipeline, pipelineText, TriedSheet, useTried } from './pipeline-editor';

const first = { description: '', processors: [{ lowercase: { field: 'message' } }] };

/** One pipeline, with lines to try it on. Without a name it is a new one. */
export function PipelinePage({ name: given, pipeline: stored, mayEdit }: { name?: string; pipeline?: unknown; mayEdit: boolean }) {
  const router = useRouter();
  const [name, setName] = useState(given ?? '');
  const [text, setText] = useState(() => pipelineText(stored ?? first));
  const [lines, setLines] = useState('');
  const events = useMemo(() => lines.split('\n').filter((line) => line.trim() !== ''), [lines]);
  const { data: tried, error, isFetching } = useTried(text, events);
  const pipeline = parsePipeline(text);
  const path = `/api/ingest/pipelines/${encodeURIComponent(name)}`;
  const done = () => {
    router.push('/ingest/pipelines');
    router.refresh();
  };
  const save = useMutation({ mutationFn: () => fetchJson(path, { method: 'PUT', body: pipeline }), onSuccess: done });
  const remove = useMutation({ mutationFn: () => fetchJson(path, { method: 'DELETE' }), onSuccess: done });
  const failure = save.error ?? remove.error;
  return (
    <>
      <IngestItemHead
        list={{ href: '/ingest/pipelines', name: 'Pipelines' }}
        title={given ?? t('New pipeline')}
        actions={
          mayEdit && (
            <>
              {given && (
                <button type="button" className="btn line" disabled={remove.isPending} onClick={() => remove.mutate()}>
                  {t('Delete')}
                </button>
              )}
              <button
                type="button"
                className="btn solid"
                disabled={name === '' || typeof pipeline === 'string' || save.isPending}
                onClick={() => save.mutate()}
              >
                {t('Save')}
              </button>
            </>
          )
        }
      />
      <div className="page rule-form">
        <div className="stack">
          {failure && (
            <p className="note danger" role="alert">
              {failure.message}
            </p>
          )}
          <section className="sheet">
            {!given && (
              <label className="field">
                <span>{t('Name')}</span>
                <input className="inp mono" value={name} onChange={(event) => setName(event.target.value)} spellCheck={false} />
              </label>
            )}
            <PipelineEditor open text={text} onText={setText} error={error?.message} />
          </section>
        </div>
        <div className="stack">
          <section className="sheet">
            <h2>{t('Try it')}</h2>
            <label className="field">
              <span>{t('Lines')}</span>
              <textarea className="inp mono" rows={6} value={lines} onChange={(event) => setLines(event.target.value)} spellCheck={false} />
              <small>{t('Each becomes the message of a document. Nothing is stored.')}</small>
            </label>
          </section>
          {events.length > 0 && <TriedSheet tried={tried} busy={isFetching} />}
        </div>
      </div>
    </>
  );
}
