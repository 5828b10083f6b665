'use client';

import { IconBraces, IconPlayerPlay } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { formatFixed } from '../../../lib/format/number';
import { t } from '../../../lib/i18n/t';
import { type ConsoleCommand, formatRequests, parseRequests, requestAt } from '../parse-requests';
import { useHistory } from '../use-history';
import { HistoryMenu } from './history-menu';

const CodeEditor = lazy(() => import('@/components/ui/code-editor').then((module) => ({ default: module.CodeEditor })));

interface Answer {
  command: ConsoleCommand;
  status: number;
  ms: number;
  bytes: number;
  text: string;
}

async function send(command: ConsoleCommand): Promise<Answer> {
  const started = performance.now();
  const hasBody = command.body.trim() !== '';
  const method = hasBody && (command.method === 'GET' || command.method === 'HEAD') ? 'POST' : command.method;
  const response = await fetch(`/api/es/${command.path.replace(/^\//, '')}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-oriel-method': command.method },
    ...(hasBody && method !== 'GET' ? { body: command.body } : {}),
  });
  const text = await response.text();
  const pretty = (() => {
    try {
      const body = JSON.parse(text);
      return typeof body.detail === 'string' && body.code ? body.detail : JSON.stringify(body, null, 2);
    } catch {
      return text;
    }
  })();
  return { command, status: response.status, ms: Math.round(performance.now() - started), bytes: text.length, text: pretty };
}

const example = (pattern: string) =>
  `GET ${pattern}/_search\n{\n  "size": 0,\n  "query": { "range": { "@timestamp": { "gte": "now-24h" } } },\n  "aggs": {\n    "services": {\n      "terms": { "field": "service.name" },\n      "aggs": { "p95": { "percentiles": { "field": "event.duration", "percents": [95] } } }\n    }\n  }\n}\n\nGET _cat/indices/${pattern}?format=json\n`;

export function DslPane({ pattern }: { pattern: string }) {
  const [text, setText] = useState(() => example(pattern));
  const [line, setLine] = useState(1);
  const [answers, setAnswers] = useState<Answer[]>([]);
  const [busy, setBusy] = useState(false);
  const [history, remember] = useHistory('oriel-console-dsl');
  const run = async (commands: (ConsoleCommand | undefined)[]) => {
    setBusy(true);
    const results: Answer[] = [];
    for (const command of commands) {
      if (!command) continue;
      remember(`${command.method} ${command.path}\n${command.body}`.trim());
      results.push(await send(command).catch((error: Error) => ({ command, status: 0, ms: 0, bytes: 0, text: error.message })));
      setAnswers([...results]);
    }
    setBusy(false);
  };
  return (
    <section aria-label={t('Query DSL')}>
      <div className="strip">
        <h2>{t('Query DSL')}</h2>
        <span className="grow" />
        <HistoryMenu entries={history} onChoose={(entry) => setText(`${text.trimEnd()}\n\n${entry}\n`)} />
        <button type="button" className="btn sm" onClick={() => setText(formatRequests(text))}>
          <IconBraces size={14} /> {t('Format')}
        </button>
        <button type="button" className="btn sm" disabled={busy} onClick={() => void run(parseRequests(text))}>
          {t('Run all')}
        </button>
        <button type="button" className="btn sm line" disabled={busy} onClick={() => void run([requestAt(parseRequests(text), line)])}>
          <IconPlayerPlay size={14} /> {t('Run')}
        </button>
      </div>
      <div className="edit">
        <Suspense fallback={<pre>{text}</pre>}>
          <CodeEditor
            value={text}
            language="requests"
            label={t('Query DSL requests')}
            onChange={setText}
            onCursor={setLine}
            onRun={(at) => void run([requestAt(parseRequests(text), at)])}
          />
        </Suspense>
      </div>
      <div className="out" aria-live="polite">
        {answers.length === 0 && (
          <p className="t3" style={{ padding: 16 }}>
            {t('The answer appears here.')} <kbd>⌘↵</kbd> {t('runs the request at the cursor.')}
          </p>
        )}
        {answers.map((answer) => (
          <div key={`${answer.command.firstLine}${answer.ms}`}>
            <div className="strip">
              <span className={`chip ${answer.status >= 200 && answer.status < 300 ? 'success' : 'danger'}`}>
                {answer.status || t('failed')}
              </span>{' '}
              <span className="mono ell">
                {answer.command.method} {answer.command.path}
              </span>
              <span className="t3 num">{t('{ms} ms · {bytes} kB', { ms: answer.ms, bytes: formatFixed(answer.bytes / 1000, 1) })}</span>
            </div>
            <pre>{answer.text}</pre>
          </div>
        ))}
      </div>
    </section>
  );
}
