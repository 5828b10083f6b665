'use client';

import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { StateBlock } from '@/components/ui/state-block';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { beginsTest } from '../begins';
import { detectTypes, type FieldTypes, typesToSend } from '../detect-types';
import { joinLines } from '../propose/join-lines';
import type { Proposal } from '../propose/propose';
import { AttachPanel } from './attach-panel';
import { FieldTypesSheet } from './field-types';
import { ImportPanel } from './import-panel';
import { IngestItemHead } from './ingest-head';
import { MadeDocuments } from './made-documents';
import { isParquet, parquetSample, parquetTypes } from './parquet-events';
import { PipelineEditor, parsePipeline, pipelineText, useTried } from './pipeline-editor';
import { ReadLines } from './read-lines';
import { failedOf, tonesOf } from './tried-lines';

const sampleBytes = 256 * 1024;
const triedEvents = 100;

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
          title={t('Drop a file here')}
          actions={
            <label className="btn solid">
              {t('Choose a file')}
              <input
                type="file"
                className="visually-hidden"
                onChange={(event) => event.target.files?.[0] && onFile(event.target.files[0])}
              />
            </label>
          }
        >
          {t(
            'Log lines of any program, NDJSON, CSV, Parquet, syslog, key=value, stack traces. Oriel looks at the first lines and proposes how to read them; nothing is stored before you say so.',
          )}
        </StateBlock>
      </div>
      <label className="field">
        <span>{t('Or paste some lines')}</span>
        <textarea className="inp mono" rows={10} value={pasted} onChange={(event) => setPasted(event.target.value)} spellCheck={false} />
      </label>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <button type="button" className="btn solid" disabled={pasted.trim() === ''} onClick={() => onText(pasted)}>
          {t('Look at the lines')}
        </button>
      </div>
    </div>
  );
}

function Workbench({
  proposal,
  sample,
  file,
  known,
  attachable,
  onBack,
}: {
  proposal: Proposal;
  sample: string;
  file: Blob;
  known: FieldTypes;
  attachable: boolean;
  onBack: () => void;
}) {
  const [text, setText] = useState(() => pipelineText(proposal.pipeline));
  const pipeline = useMemo(() => parsePipeline(text), [text]);
  const events = useMemo(() => {
    const lines = sample
      .split(/\r?\n/)
      .slice(proposal.hasHeader ? 1 : 0, 2_000)
      .filter((line) => line.trim() !== '');
    return (proposal.begins ? joinLines(lines, beginsTest(proposal.begins)) : lines).slice(0, triedEvents);
  }, [sample, proposal]);
  const { data: tried, error, isFetching } = useTried(text, events);
  const documents = useMemo(() => (tried ?? []).flatMap(({ source }) => (source ? [source] : [])), [tried]);
  const tones = useMemo(() => tonesOf(tried ?? []), [tried]);
  const detected = useMemo(() => ({ ...detectTypes(documents), ...known }), [documents, known]);
  const [chosen, setChosen] = useState<FieldTypes>({});
  const [storing, setStoring] = useState(false);
  return (
    <div className="page add-data">
      {attachable && <AttachPanel file={file} />}
      <ReadLines tried={tried} tones={tones} name={file instanceof File ? file.name : undefined} busy={isFetching}>
        <div className="row wrap">
          <h3 className="grow">{t('Read as {format}', { format: proposal.format })}</h3>
          <button type="button" className="btn sm line" onClick={onBack}>
            {t('Other lines')}
          </button>
        </div>
        <PipelineEditor text={text} onText={setText} error={error?.message} />
      </ReadLines>
      <div className="stack">
        <FieldTypesSheet detected={detected} chosen={chosen} tones={tones} disabled={storing} onChange={setChosen} />
        {typeof pipeline !== 'string' && (
          <ImportPanel
            pipeline={pipeline}
            proposal={proposal}
            file={file}
            ready={!error && failedOf(tried ?? []) < events.length}
            types={typesToSend(detected, known, chosen)}
            onStart={() => setStoring(true)}
            onFailed={() => setStoring(false)}
          />
        )}
      </div>
      <MadeDocuments documents={documents} types={{ ...detected, ...chosen }} tones={tones} />
    </div>
  );
}

/** From raw lines to a data view: look, adjust, import. `attaches`: whether a Parquet file can be taken as it is. */
export function AddDataPage({ attaches }: { attaches: boolean }) {
  const [sample, setSample] = useState('');
  const [file, setFile] = useState<Blob>();
  const look = useMutation({ mutationFn: (text: string) => fetchJson<Proposal>('/api/ingest/propose', { body: { text } }) });
  const [columnar, setColumnar] = useState(false);
  const [known, setKnown] = useState<FieldTypes>({});
  const [unreadable, setUnreadable] = useState<string>();
  const start = async (given: Blob) => {
    setUnreadable(undefined);
    try {
      await lookAt(given);
    } catch (error) {
      setUnreadable(t('This file cannot be read: {message}', { message: (error as Error).message }));
    }
  };
  const lookAt = async (given: Blob) => {
    const parquet = await isParquet(given);
    setColumnar(parquet);
    setKnown(parquet ? await parquetTypes(given) : {});
    const text = parquet ? await parquetSample(given) : await given.slice(0, sampleBytes).text();
    setFile(given);
    setSample(text);
    look.mutate(text);
  };
  return (
    <>
      <IngestItemHead list={{ href: '/ingest', name: t('Sources') }} title={t('Add data')} />
      {(look.error || unreadable) && (
        <div className="page">
          <p className="note danger" role="alert">
            {unreadable ?? look.error?.message}
          </p>
        </div>
      )}
      {look.data && file ? (
        <Workbench
          key={sample}
          proposal={look.data}
          sample={sample}
          file={file}
          known={known}
          attachable={columnar && attaches}
          onBack={() => look.reset()}
        />
      ) : (
        <Start onText={(text) => void start(new Blob([text.endsWith('\n') ? text : `${text}\n`]))} onFile={(given) => void start(given)} />
      )}
    </>
  );
}
