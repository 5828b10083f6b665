'use client';

import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { fetchJson } from '@/lib/http/fetch-json';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import type { FieldTypes } from '../detect-types';
import type { Proposal } from '../propose/propose';
import type { SourceInput } from '../schema';
import { importFile, type Progress } from './import-file';
import { ImportProgress } from './import-progress';
import { toIndexName } from './index-name';
import { TitleField } from './title-field';

interface Props {
  pipeline: SourceInput['pipeline'];
  proposal: Proposal;
  file: Blob;
  ready: boolean;
  /** What is said of the types of its fields. */
  types: FieldTypes;
  /** Called when storing begins: from then on nothing is to be changed. */
  onStart: () => void;
  /** Called where it did not come about. */
  onFailed: () => void;
}

function download(rejected: Progress['rejected']) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([rejected.map((line) => `${JSON.stringify(line)}\n`).join('')], { type: 'application/x-ndjson' }),
  );
  link.download = 'rejected-lines.ndjson';
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Names the source, makes it, and sends the file through it; progress, cancel, and what was rejected. */
export function ImportPanel({ pipeline, proposal, file, ready, types, onStart, onFailed }: Props) {
  const [title, setTitle] = useState(file instanceof File ? file.name : '');
  const [progress, setProgress] = useState<Progress>();
  const stop = useRef<AbortController>(undefined);
  const name = toIndexName(title);
  const run = useMutation({
    onMutate: onStart,
    onError: onFailed,
    mutationFn: async () => {
      const made = await fetchJson<{ name: string; dataViewId: string }>('/api/ingest/sources', {
        body: {
          name,
          title,
          pipeline,
          types,
          ...(proposal.begins ? { begins: proposal.begins } : {}),
        },
      });
      const controller = new AbortController();
      stop.current = controller;
      const end = await importFile(file, {
        source: made.name,
        hasHeader: proposal.hasHeader,
        ...(proposal.begins ? { begins: proposal.begins } : {}),
        signal: controller.signal,
        onProgress: setProgress,
      });
      return { ...made, ...end };
    },
  });
  return (
    <section className="sheet">
      <h2>{t('Store it')}</h2>
      <TitleField
        title={title}
        called={name.length > 1 ? t('Index, pipeline and data view are called {name}.', { name }) : undefined}
        placeholder={t('Checkout logs')}
        disabled={run.isPending || run.isSuccess}
        onChange={setTitle}
      />
      {run.error && (
        <p className="form-error" role="alert">
          {stop.current?.signal.aborted ? t('Stopped. What was sent before stays.') : run.error.message}
        </p>
      )}
      {progress && (
        <ImportProgress name={t('Import')} done={progress.done}>
          {' '}
          {t('· {accepted} stored', { accepted: progress.accepted.toLocaleString(locale()) })}
          {progress.rejected.length > 0 && t(' · {count} rejected', { count: progress.rejected.length.toLocaleString(locale()) })}
        </ImportProgress>
      )}
      <div className="row wrap">
        {!run.isSuccess && (
          <button type="button" className="btn solid" disabled={!ready || name.length < 2 || run.isPending} onClick={() => run.mutate()}>
            {t('Import')}
          </button>
        )}
        {run.isPending && (
          <button type="button" className="btn line" onClick={() => stop.current?.abort()}>
            {t('Stop')}
          </button>
        )}
        {run.data && (
          <Link className="btn solid" href={`/discover?view=${encodeURIComponent(run.data.dataViewId)}`}>
            {t('Look at it in Discover')}
          </Link>
        )}
        {progress && progress.rejected.length > 0 && (
          <button type="button" className="btn line" onClick={() => download(progress.rejected)}>
            {t('Download rejected lines')}
          </button>
        )}
      </div>
    </section>
  );
}
