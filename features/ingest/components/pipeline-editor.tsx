'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { Pipeline, Tried } from '../schema';
import { readSentence, TriedLines } from './tried-lines';

/** A pipeline's text as a pipeline, or what is wrong with it. */
export function parsePipeline(text: string): Pipeline | string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !Array.isArray((parsed as Pipeline).processors))
      return t('A pipeline has a list of processors.');
    return parsed as Pipeline;
  } catch (error) {
    return (error as Error).message;
  }
}

export const pipelineText = (pipeline: unknown): string => JSON.stringify(pipeline, null, 2);

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

interface Props {
  text: string;
  onText: (text: string) => void;
  /** What the cluster says against it. */
  error?: string | undefined;
  /** The processors stand open from the start. */
  open?: boolean;
}

/** The grok pattern, where there is one, and all processors. */
export function PipelineEditor({ text, onText, error, open = false }: Props) {
  const pipeline = parsePipeline(text);
  const grok = typeof pipeline === 'string' ? undefined : grokOf(pipeline);
  const broken = typeof pipeline === 'string' ? pipeline : error;
  return (
    <>
      {grok !== undefined && typeof pipeline !== 'string' && (
        <label className="field">
          <span>{t('Pattern (grok)')}</span>
          <textarea
            className="inp mono"
            rows={4}
            value={grok}
            spellCheck={false}
            onChange={(event) => onText(pipelineText(withGrok(pipeline, event.target.value)))}
          />
        </label>
      )}
      <details open={open || undefined}>
        <summary className="t2">{t('All processors')}</summary>
        <textarea
          className="inp mono"
          rows={18}
          style={{ marginTop: 8 }}
          aria-label={t('Pipeline')}
          value={text}
          onChange={(event) => onText(event.target.value)}
          spellCheck={false}
        />
      </details>
      {broken && (
        <p className="form-error" role="alert">
          {broken}
        </p>
      )}
    </>
  );
}

/** What a drafted pipeline makes of events, as it is typed. */
export function useTried(text: string, events: string[]) {
  const asked = useDeferredValue(text);
  const pipeline = parsePipeline(asked);
  return useQuery({
    queryKey: ['tried', asked, events],
    queryFn: ({ signal }) => fetchJson<Tried[]>('/api/ingest/simulate', { body: { pipeline, events }, signal }),
    enabled: typeof pipeline !== 'string' && events.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
}

/** The events before and after, under a sentence that counts them. */
export function TriedSheet({ tried, busy }: { tried: Tried[] | undefined; busy: boolean }) {
  return (
    <section className="sheet" aria-busy={busy}>
      <h2>{readSentence(tried)}</h2>
      {tried ? <TriedLines tried={tried} /> : <div className="sk" style={{ height: 240 }} />}
    </section>
  );
}
