'use client';

import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { formatValue } from '@/lib/format/number';
import { fetchJson } from '@/lib/http/fetch-json';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import { pieceBytes } from '../schema';
import { ImportProgress } from './import-progress';
import { toIndexName } from './index-name';
import { TitleField } from './title-field';

/** Sends the file piece by piece and makes it an index. Stopped, it leaves nothing. */
async function attach(index: string, title: string, file: Blob, signal: AbortSignal, onProgress: (done: number) => void) {
  const place = `/api/ingest/attached/${index}`;
  try {
    for (let at = 0; at < file.size; at += pieceBytes) {
      const piece = file.slice(at, at + pieceBytes, 'application/octet-stream');
      await fetchJson(`${place}?offset=${at}`, { body: piece, signal });
      onProgress(Math.min(1, (at + pieceBytes) / file.size));
    }
    return await fetchJson<{ dataViewId: string; documents: number }>(place, { method: 'PUT', body: { title }, signal });
  } catch (error) {
    if (signal.aborted) await fetchJson(place, { method: 'DELETE' }).catch(() => undefined);
    throw error;
  }
}

/** A Parquet file as an index that is only read: nothing is parsed, nothing is converted. */
export function AttachPanel({ file }: { file: Blob }) {
  const [title, setTitle] = useState(file instanceof File ? file.name.replace(/\.parquet$/i, '') : '');
  const [done, setDone] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  const index = toIndexName(title);
  const run = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      setDone(0);
      return attach(index, title, file, stop.current.signal, setDone);
    },
  });
  return (
    <section className="sheet attach">
      <h2>{t('Attach it as it is')}</h2>
      <p className="t2">
        {t(
          'The file ({size}) becomes an index that can be searched and charted at once. It is only read: no pipeline, no changes. To parse, enrich or add to the rows, import them below.',
          { size: formatValue(file.size, 'bytes') },
        )}
      </p>
      <TitleField
        title={title}
        called={index.length > 1 ? t('Index and data view are called {index}.', { index }) : undefined}
        placeholder={t('Sensors')}
        disabled={run.isPending || run.isSuccess}
        onChange={setTitle}
      />
      {run.error && (
        <p className="form-error" role="alert">
          {stop.current?.signal.aborted ? t('Stopped. Nothing was kept.') : run.error.message}
        </p>
      )}
      {run.isPending && done !== undefined && <ImportProgress name={t('Attach')} done={done} />}
      {run.data && (
        <p className="note success">{t('{documents} rows can be searched.', { documents: run.data.documents.toLocaleString(locale()) })}</p>
      )}
      <div className="row wrap">
        {!run.isSuccess && (
          <button type="button" className="btn solid" disabled={index.length < 2 || run.isPending} onClick={() => run.mutate()}>
            {t('Attach')}
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
      </div>
    </section>
  );
}
