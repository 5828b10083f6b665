import { createHash } from 'node:crypto';
import { compileGrok, GrokError } from '../../lib/elastic/grok/grok';
import type { JsonObject } from '../../lib/elastic/wire-types';
import { bulkThroughPipeline, simulatePipeline } from '../../lib/gateway/ingest';
import { jobScope } from '../access/job-scope';
import { forgetDead, keepRefused, listDead } from './dead-letter';
import { type Captured, deadLetterIndex, type Imported, type SourceInput, type Tried } from './schema';

const document = (event: string): JsonObject => ({ message: event });

/** Where the first grok of a pipeline finds its fields in a line, for the eye. */
function capturesOf(pipeline: SourceInput['pipeline']): (event: string) => Captured[] {
  const grok = pipeline.processors
    .map((processor) => processor.grok as { field?: string; patterns?: string[]; pattern_definitions?: Record<string, string> } | undefined)
    .find(Boolean);
  if (!grok?.patterns || grok.field !== 'message') return () => [];
  try {
    const compiled = compileGrok(grok.patterns, { ...(grok.pattern_definitions ? { definitions: grok.pattern_definitions } : {}) });
    return (event) => (compiled.match(event) ?? []).map(({ field, start, end }) => ({ field, start, end }));
  } catch (error) {
    // the cluster says it better, when the pipeline is tried
    if (error instanceof GrokError) return () => [];
    throw error;
  }
}

/** Every event before and after a drafted pipeline; nothing is stored. */
export async function tryPipeline(pipeline: SourceInput['pipeline'], events: string[]): Promise<Tried[]> {
  const captures = capturesOf(pipeline);
  const { on_failure: _, ...plain } = pipeline;
  const results = await simulatePipeline(plain as unknown as JsonObject, events.map(document), 'draft');
  return events.map((event, at) => ({
    event,
    captures: captures(event),
    ...(results[at]?.source ? { source: results[at].source as Record<string, unknown> } : {}),
    ...(results[at]?.error ? { error: results[at].error } : {}),
    ...(results[at]?.dropped ? { dropped: true } : {}),
  }));
}

/** An id that is the same for the same line of the same place, so that what is sent twice is there once. */
const idOf = (source: string, place: string, at: number, event: string) =>
  createHash('sha256').update(`${source}\0${place}\0${at}\0${event}`).digest('base64url').slice(0, 27);

/**
 * Sends events through the source's pipeline. What fails there, or is refused by the index, is kept in the dead-letter index and comes
 * back with its reason. With a `place` (a file and a position), sending the same again replaces what is there.
 */
export async function importEvents(
  source: string,
  events: string[],
  { place, refresh = false }: { place?: string | undefined; refresh?: boolean } = {},
): Promise<Imported> {
  const items = await bulkThroughPipeline(
    jobScope('ingest', [source]),
    source,
    events.map((event, at) => ({ ...(place === undefined ? {} : { id: idOf(source, place, at, event) }), source: document(event) })),
    refresh,
  );
  const refused: Imported['rejected'] = [];
  const failed: string[] = [];
  items.forEach((item, at) => {
    const event = events[at] ?? '';
    if (item.error) refused.push({ event, reason: item.error });
    else if (item.index === deadLetterIndex) failed.push(event);
  });
  await keepRefused(source, refused);
  return {
    accepted: events.length - refused.length - failed.length,
    rejected: [...refused, ...failed.map((event) => ({ event, reason: 'its pipeline failed; the dead letters say where' }))],
  };
}

/** Sends a source's dead letters again; those that fail again stay, with their new reason. */
export async function replayDead(source: string): Promise<{ sent: number; failed: number }> {
  const letters = await listDead(source);
  if (letters.length === 0) return { sent: 0, failed: 0 };
  const { rejected } = await importEvents(
    source,
    letters.map(({ event }) => event),
    { refresh: true },
  );
  await forgetDead(letters.map(({ id }) => id));
  return { sent: letters.length - rejected.length, failed: rejected.length };
}
