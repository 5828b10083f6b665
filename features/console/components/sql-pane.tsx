'use client';

import { IconDownload, IconLayoutGridAdd, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useRef, useState } from 'react';
import { fetchJson } from '@/lib/http/fetch-json';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import { useHistory } from '../use-history';
import { HistoryMenu } from './history-menu';
import { SqlGrid, type SqlResult, toCsv } from './sql-grid';

const CodeEditor = lazy(() => import('@/components/ui/code-editor').then((module) => ({ default: module.CodeEditor })));

const example = (pattern: string) => `-- Which requests were slower than 500 ms in the last hour?
SELECT "@timestamp", service.name AS service, url.path AS page, event.duration AS ms
FROM "${pattern}"
WHERE event.duration > 500
  AND "@timestamp" > NOW() - INTERVAL 1 HOUR
ORDER BY ms DESC
LIMIT 100
`;

function panelDocument(query: string, dataView: string | undefined) {
  return {
    version: 3,
    title: t('From SQL'),
    timeRange: { from: 'now-24h', to: 'now' },
    panels: [
      {
        id: 'sql',
        kind: 'table',
        title: t('SQL result'),
        subtitle: '',
        config: { source: { type: 'sql', query, ...(dataView ? { dataView } : {}) }, display: 'table' },
        layout: { x: 0, y: 0, w: 12, h: 12 },
      },
    ],
  };
}

export function SqlPane({ pattern, dataView, mayMakePanel }: { pattern: string; dataView: string | undefined; mayMakePanel: boolean }) {
  const router = useRouter();
  const [text, setText] = useState(() => example(pattern));
  const [result, setResult] = useState<SqlResult>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [history, remember] = useHistory('oriel-console-sql');
  const running = useRef<AbortController>(null);
  const { data: support } = useQuery({
    queryKey: ['sql-support'],
    queryFn: ({ signal }) => fetchJson<{ unavailable: string | null }>('/api/sql', { signal }),
  });
  const run = async () => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setError(undefined);
    remember(text.trim());
    try {
      setResult(await fetchJson<SqlResult>('/api/sql', { body: { query: text }, signal: controller.signal }));
    } catch (failure) {
      setResult(undefined);
      setError(controller.signal.aborted ? t('Stopped.') : (failure as Error).message);
    }
    setBusy(false);
  };
  const save = () => {
    if (!result) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([toCsv(result)], { type: 'text/csv' }));
    link.download = 'result.csv';
    link.click();
  };
  const makePanel = async () => {
    const { id } = await fetchJson<{ id: string }>('/api/dashboards', { body: { document: panelDocument(text.trim(), dataView) } });
    router.push(`/dashboards/${id}?edit=true`);
  };
  if (support?.unavailable) {
    return (
      <section aria-label={t('SQL')}>
        <div className="strip">
          <h2>{t('SQL')}</h2>
        </div>
        <p className="note info" style={{ margin: 16 }}>
          {support.unavailable}
        </p>
      </section>
    );
  }
  return (
    <section aria-label={t('SQL')}>
      <div className="strip">
        <h2>{t('SQL')}</h2>
        <span className="grow" />
        <HistoryMenu entries={history} onChoose={setText} />
        {busy ? (
          <button type="button" className="btn sm line" onClick={() => running.current?.abort()}>
            <IconPlayerStop size={14} /> {t('Stop')}
          </button>
        ) : (
          <button type="button" className="btn sm solid" onClick={() => void run()}>
            <IconPlayerPlay size={14} /> {t('Run SQL')}
          </button>
        )}
      </div>
      <div className="edit" style={{ flex: '0 1 240px' }}>
        <Suspense fallback={<pre>{text}</pre>}>
          <CodeEditor value={text} language="sql" label={t('SQL statement')} onChange={setText} onRun={() => void run()} />
        </Suspense>
      </div>
      <div className="out">
        {error && (
          <p className="note danger" role="alert" style={{ margin: 16 }}>
            {error}
          </p>
        )}
        {!result && !error && (
          <p className="t3" style={{ padding: 16 }}>
            {busy ? t('Asking …') : t('The rows appear here.')}
          </p>
        )}
        {result && (
          <>
            <div className="strip">
              <b style={{ fontWeight: 600 }}>{t('{count} rows', { count: result.rows.length.toLocaleString(locale()) })}</b>
              <span className="t3 num">
                {t('{tookMs} ms', { tookMs: result.tookMs })}
                {result.truncated ? t(' · more rows exist, add a LIMIT or a WHERE') : ''}
              </span>
              <span className="grow" />
              <button type="button" className="btn sm" onClick={save}>
                <IconDownload size={14} /> {t('CSV')}
              </button>
              {mayMakePanel && (
                <button type="button" className="btn sm line" onClick={() => void makePanel()}>
                  <IconLayoutGridAdd size={14} /> {t('Make a panel of this')}
                </button>
              )}
            </div>
            <SqlGrid result={result} />
          </>
        )}
      </div>
    </section>
  );
}
