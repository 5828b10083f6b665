import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { getPipelines } from '../../lib/gateway/ingest';
import { search } from '../../lib/gateway/search';
import { jobScope } from '../access/job-scope';
import { getSource, listSources } from './data';
import { countDead, listDead } from './dead-letter';
import { pipelineName } from './mutations';
import type { PipelineRow, SourceDetail } from './schema';
import { fromStoredPipeline } from './source-pipeline';

const mostSamples = 50;

interface Newest {
  '@timestamp'?: string;
  event?: { original?: unknown };
}

/** How a document came: its `event.original`; for a source whose lines are JSON, the document itself. Undefined where nothing tells. */
function originalOf(source: JsonObject, linesAreJson: boolean): string | undefined {
  const original = (source as Newest).event?.original;
  if (typeof original === 'string') return original;
  return linesAreJson ? JSON.stringify(source) : undefined;
}

async function newestDocuments(name: string) {
  try {
    const answer = await search(jobScope('ingest', [name]), name, {
      size: mostSamples,
      track_total_hits: true,
      sort: [{ '@timestamp': { order: 'desc', unmapped_type: 'date' } }],
    });
    const sources = answer.hits.hits.map((hit) => (hit._source ?? {}) as JsonObject);
    return { documents: answer.hits.total?.value ?? 0, newest: (sources[0] as Newest | undefined)?.['@timestamp'] ?? null, sources };
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing-index') return { documents: 0, newest: null, sources: [] };
    throw error;
  }
}

/** A source as its page shows it. Throws `not-found`. */
export async function getSourceDetail(name: string): Promise<SourceDetail> {
  const { title, begins, routes, dataViewId, createdByName, createdAt } = await getSource(name);
  const stored = pipelineName(name);
  const [pipelines, { documents, newest, sources }, letters, dead] = await Promise.all([
    getPipelines(jobScope('ingest', [name]), stored),
    newestDocuments(name),
    listDead(name, { newest: 20 }),
    countDead(),
  ]);
  const pipeline = fromStoredPipeline((pipelines[stored] ?? { processors: [] }) as JsonObject);
  const linesAreJson = 'json' in (pipeline.processors[0] ?? {});
  const originals = sources.map((source) => originalOf(source, linesAreJson));
  return {
    name,
    title,
    begins,
    routes,
    dataViewId,
    createdByName,
    createdAt: createdAt.toISOString(),
    pipeline,
    documents,
    newest,
    letters: letters.map(({ event, reason, at }) => ({ event, reason, at })),
    dead: dead.get(name) ?? 0,
    samples: [...new Set([...letters.map(({ event }) => event), ...originals])]
      .filter((line) => line !== undefined && line !== '')
      .slice(0, mostSamples) as string[],
  };
}

const everything = () => jobScope('pipelines', ['*']);

/** Every pipeline of the cluster, by name. */
export async function listPipelines(): Promise<PipelineRow[]> {
  const [pipelines, sources] = await Promise.all([getPipelines(everything()), listSources()]);
  return Object.entries(pipelines)
    .map(([name, { description, processors }]) => ({
      name,
      description: typeof description === 'string' ? description : '',
      processors: ((processors ?? []) as JsonObject[]).map((processor) => Object.keys(processor)[0] ?? ''),
      source: sources.find((source) => pipelineName(source.name) === name)?.name ?? null,
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** One pipeline's JSON; undefined where there is none of that name. */
export async function getPipeline(name: string): Promise<JsonObject | undefined> {
  return (await getPipelines(everything(), name))[name];
}
