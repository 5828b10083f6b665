import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { deleteIndexTemplate, indexExists, putIndexTemplate, putPipeline } from '../../lib/gateway/ingest';
import { t } from '../../lib/i18n/t';
import { can } from '../access/ability';
import { jobScope } from '../access/job-scope';
import { createDataView } from '../data-views/mutations';
import { getSource, sourceExists } from './data';
import { prepareDeadLetters } from './dead-letter';
import { toProperties } from './detect-types';
import type { Route, SourceChange, SourceInput } from './schema';
import { requireConfined, toStoredPipeline } from './source-pipeline';

/** The mapping of a new index: times as dates, the rest as it comes; words twice, as text and as keyword, only where they are long. */
const mappings = {
  dynamic_templates: [
    { messages: { match: 'message', mapping: { type: 'text' } } },
    { originals: { path_match: 'event.original', mapping: { type: 'keyword', ignore_above: 8_191 } } },
    { words: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1_024 } } },
  ],
  properties: { '@timestamp': { type: 'date' } },
} as unknown as JsonObject;

/** The mapping with the types that somebody saw and left, or chose. */
const withTypes = (types: SourceInput['types'] = {}): JsonObject => ({
  ...mappings,
  properties: { ...toProperties(types), ...(mappings.properties as JsonObject) } as JsonObject,
});

export const pipelineName = (source: string): string => `oriel-${source}`;
const routesTemplate = (source: string) => `oriel-${source}-routes`;
const scopeOf = (source: string) => jobScope('ingest', [source]);

const isConfined = (author: Pick<SessionUser, 'role'>) => !can(author, 'write-console');

function stored(pipeline: SourceInput['pipeline'], name: string, routes: Route[], author: Pick<SessionUser, 'role'>): JsonObject {
  const confined = isConfined(author);
  if (confined) requireConfined(pipeline);
  return toStoredPipeline(pipeline, name, routes, confined);
}

/** Makes a source: pipeline, index template, data view. An index that is not a source's own is never written into: `conflict`. */
export async function createSource(
  input: SourceInput,
  author: Pick<SessionUser, 'name' | 'role'>,
): Promise<{ name: string; dataViewId: string }> {
  const { name } = input;
  const scope = scopeOf(name);
  if (await sourceExists(name)) throw new AppError('conflict', t('There is already a source called {name}.', { name }));
  if (await indexExists(scope, name))
    throw new AppError('conflict', t('There is already an index called {name}. Choose another name.', { name }));
  const pipeline = stored(input.pipeline, name, [], author);
  await prepareDeadLetters();
  await putPipeline(scope, pipelineName(name), pipeline);
  const template = { settings: { default_pipeline: pipelineName(name) }, mappings: withTypes(input.types) };
  await putIndexTemplate(scope, pipelineName(name), [name], template);
  const { id } = await createDataView({
    title: input.title,
    pattern: name,
    timeField: '@timestamp',
    description: '',
    roles: ['editor', 'viewer'],
    fieldFormats: {},
    columns: [],
  });
  await db().ingestSource.create({
    data: { name, title: input.title, begins: input.begins ?? null, dataViewId: id, createdByName: author.name },
  });
  return { name, dataViewId: id };
}

const targetsOf = (routes: Route[]) => [...new Set(routes.map(({ index }) => index).filter(Boolean))];

/** Those targets that are no source's own index. Throws `forbidden` where one is an index of somebody else. */
async function ownTargets(name: string, targets: string[], before: string[], author: Pick<SessionUser, 'role'>): Promise<string[]> {
  const sources = await db().ingestSource.findMany({ where: { name: { in: targets } }, select: { name: true } });
  const own = targets.filter((target) => !sources.some((source) => source.name === target));
  for (const target of isConfined(author) ? own.filter((target) => !before.includes(target)) : [])
    if (await indexExists(jobScope('ingest', [target]), target))
      throw new AppError(
        'forbidden',
        t('{target} is an index that {name} does not own. Only an administrator may route into it.', { target, name }),
      );
  return own;
}

/** The data view shows the source's own index and those that its routes lead to; what a person added to its pattern stays. */
async function showTargets(dataViewId: string, before: string[], targets: string[]): Promise<void> {
  const view = await db().dataView.findUnique({ where: { id: dataViewId }, select: { pattern: true } });
  if (!view) return;
  const kept = view.pattern.split(',').filter((part) => !before.includes(part) || targets.includes(part));
  await db().dataView.update({ where: { id: dataViewId }, data: { pattern: [...new Set([...kept, ...targets])].join(',') } });
}

/** Changes how a source reads and where its documents go. Documents that are there already stay as they are. */
export async function updateSource(name: string, { title, pipeline, routes }: SourceChange, author: SessionUser): Promise<void> {
  const source = await getSource(name);
  const before = targetsOf(source.routes);
  const targets = targetsOf(routes);
  const own = await ownTargets(name, targets, before, author);
  const scope = jobScope('ingest', [name, ...own]);
  const made = stored(pipeline, name, routes, author);
  if (own.length > 0) await putIndexTemplate(scope, routesTemplate(name), own, { mappings });
  else await deleteIndexTemplate(scope, routesTemplate(name));
  await putPipeline(scope, pipelineName(name), made);
  await db().ingestSource.update({ where: { name }, data: { title, routes } });
  await showTargets(source.dataViewId, before, targets);
}

/** Forgets a source: nothing more can be sent to it. Its documents, its data view and the pipeline that its index names stay. */
export async function deleteSource(name: string): Promise<void> {
  await getSource(name);
  const scope = scopeOf(name);
  await deleteIndexTemplate(scope, routesTemplate(name));
  await deleteIndexTemplate(scope, pipelineName(name));
  await db().ingestSource.delete({ where: { name } });
}
