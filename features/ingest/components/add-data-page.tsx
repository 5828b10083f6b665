'use client';

import { IconFileImport } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useDeferredValue, useMemo, useState } from 'react';
import { StateBlock } from '@/components/ui/state-block';
import { fetchJson } from '@/lib/http/fetch-json';
import { beginsTest } from '../begins';
import { joinLines } from '../propose/join-lines';
import type { Proposal } from '../propose/propose';
import type { SourceInput, Tried } from '../schema';
import { ImportPanel } from './import-panel';
import { TriedLines } from './tried-lines';

const sampleBytes = 256 * 1024;
const triedEvents = 100;

type Pipeline = SourceInput['pipeline'];

function parsePipeline(text: string): Pipeline | string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !Array.isArray((parsed as Pipeline).processors))
      return 'A pipeline has a list of processors.';
    return parsed as Pipeline;
  } catch (error) {
    return (error as Error).message;
  }
}

const grokOf = (pipeline: Pipeline) => {
  const found = pipeline.processors.find((processor) => 'grok' in processor) as { grok: { patterns: string[] } } | undefined;
  return found?.grok.patterns[0];
};

const withGrok = (pipeline: Pipeline, pattern: string): Pipeline => ({
  ...pipeline,
  processors: pipeline.processors.map((processor) =>
    'grok' in processor ? { grok: { ...(processor.grok as object), patterns: [pattern] } } : processor,
  ),
});

function Start({ onText, onFile }: { onText: (text: string) => void; onFile: (file: File) => void }) {
  const [pasted, setPasted] = useState('');
  return (
    <div className="page narrow stack">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button below is everybody's */}
      <div
        className="first"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const [file] = event.dataTransfer.files;
          if (file) onFile(file);
        }}
      >
        <StateBlock
          level="h2"
          icon={<IconFileImport size={20} />}
          title="Drop a file here"
          actions={
            <label className="btn solid">
              Choose a file
              <input
                type="file"
                className="visually-hidden"
                onChange={(event) => event.target.files?.[0] && onFile(event.target.files[0])}
              />
            </label>
          }
        >
          Log lines of any program, NDJSON, CSV, syslog, key=value, stack traces. Oriel looks at the first lines and proposes how to read
          them; nothing is stored before you say so.
        </StateBlock>
      </div>
      <label className="field">
        <span>Or paste some lines</span>
        <textarea className="inp mono" rows={10} value={pasted} onChange={(event) => setPasted(event.target.value)} spellCheck={false} />
      </label>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" className="btn solid" disabled={pasted.trim() === ''} onClick={() => onText(pasted)}>
          Look at the lines
        </button>
      </div>
    </div>
  );
}

function useTried(pipeline: Pipeline | string, events: string[]) {
  const asked = useDeferredValue(pipeline);
  return useQuery({
    queryKey: ['tried', asked, events],
    queryFn: ({ signal }) => fetchJson<Tried[]>('/api/ingest/simulate', { body: { pipeline: asked, events }, signal }),
    enabled: typeof asked !== 'string' && events.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
}

function Workbench({ proposal, sample, file, onBack }: { proposal: Proposal; sample: string; file: Blob; onBack: () => void }) {
  const [text, setText] = useState(() => JSON.stringify(proposal.pipeline, null, 2));
  const pipeline = useMemo(() => parsePipeline(text), [text]);
  const events = useMemo(() => {
    const lines = sample
      .split(/\r?\n/)
      .slice(proposal.hasHeader ? 1 : 0, 2_000)
      .filter((line) => line.trim() !== '');
    return (proposal.begins ? joinLines(lines, beginsTest(proposal.begins)) : lines).slice(0, triedEvents);
  }, [sample, proposal]);
  const { data: tried, error, isFetching } = useTried(pipeline, events);
  const failed = tried?.filter((line) => line.error).length ?? 0;
  const grok = typeof pipeline === 'string' ? undefined : grokOf(pipeline);
  const broken = typeof pipeline === 'string' ? pipeline : error?.message;
  return (
    <div className="page rule-form">
      <div className="stack">
        <section className="sheet">
          <h2>Read as {proposal.format}</h2>
          {grok !== undefined && typeof pipeline !== 'string' && (
            <label className="field">
              <span>Pattern (grok)</span>
              <textarea
                className="inp mono"
                rows={6}
                value={grok}
                spellCheck={false}
                onChange={(event) => setText(JSON.stringify(withGrok(pipeline, event.target.value), null, 2))}
              />
            </label>
          )}
          <details>
            <summary className="t2">All processors</summary>
            <textarea
              className="inp mono"
              rows={18}
              style={{ marginTop: 8 }}
              aria-label="Pipeline"
              value={text}
              onChange={(event) => setText(event.target.value)}
              spellCheck={false}
            />
          </details>
          {broken && (
            <p className="form-error" role="alert">
              {broken}
            </p>
          )}
          <button type="button" className="btn line" style={{ justifySelf: 'start' }} onClick={onBack}>
            Other lines
          </button>
        </section>
        {typeof pipeline !== 'string' && (
          <ImportPanel pipeline={pipeline} proposal={proposal} file={file} ready={!error && failed < events.length} />
        )}
      </div>
      <section className="sheet" aria-busy={isFetching}>
        <h2>
          {tried
            ? failed === 0
              ? `All ${tried.length} lines are read`
              : `${tried.length - failed} of ${tried.length} lines are read`
            : 'Trying the lines …'}
        </h2>
        {tried ? <TriedLines tried={tried} /> : <div className="sk" style={{ height: 240 }} />}
      </section>
    </div>
  );
}

/** From raw lines to a data view: look, adjust, import. */
export function AddDataPage() {
  const [sample, setSample] = useState('');
  const [file, setFile] = useState<Blob>();
  const look = useMutation({ mutationFn: (text: string) => fetchJson<Proposal>('/api/ingest/propose', { body: { text } }) });
  const start = async (given: Blob) => {
    const text = await given.slice(0, sampleBytes).text();
    setFile(given);
    setSample(text);
    look.mutate(text);
  };
  return (
    <>
      <header className="head">
        <div className="bar">
          <span className="crumb">
            <Link href="/ingest" style={{ color: 'inherit' }}>
              Sources
            </Link>
          </span>
          <h1 className="grow">Add data</h1>
        </div>
      </header>
      {look.error && (
        <div className="page">
          <p className="note danger" role="alert">
            {look.error.message}
          </p>
        </div>
      )}
      {look.data && file ? (
        <Workbench key={sample} proposal={look.data} sample={sample} file={file} onBack={() => look.reset()} />
      ) : (
        <Start onText={(text) => void start(new Blob([text.endsWith('\n') ? text : `${text}\n`]))} onFile={(given) => void start(given)} />
      )}
    </>
  );
}
