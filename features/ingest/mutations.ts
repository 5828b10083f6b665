import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { indexExists, putIngestTarget } from '../../lib/gateway/ingest';
import { jobScope } from '../access/job-scope';
import { createDataView } from '../data-views/mutations';
import { sourceExists } from './data';
import { prepareDeadLetters } from './dead-letter';
import type { SourceInput } from './schema';
import { withDeadLetter } from './source-pipeline';

/** The mapping of a new index: times as dates, the rest as it comes; words twice, as text and as keyword, only where they are long. */
const template = (name: string) => ({
  settings: { default_pipeline: `oriel-${name}` },
  mappings: {
    dynamic_templates: [
      { messages: { match: 'message', mapping: { type: 'text' } } },
      { originals: { path_match: 'event.original', mapping: { type: 'keyword', ignore_above: 8_191 } } },
      { words: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1_024 } } },
    ],
    properties: { '@timestamp': { type: 'date' } },
  },
});

/** Makes a source: pipeline, index template, data view. An index that is not a source's own is never written into: `conflict`. */
export async function createSource(input: SourceInput, author: SessionUser): Promise<{ name: string; dataViewId: string }> {
  const { name } = input;
  const scope = jobScope('ingest', [name]);
  if (await sourceExists(name)) throw new AppError('conflict', `There is already a source called ${name}.`);
  if (await indexExists(scope, name)) throw new AppError('conflict', `There is already an index called ${name}. Choose another name.`);
  await prepareDeadLetters();
  await putIngestTarget(scope, name, withDeadLetter(input.pipeline, name), template(name) as unknown as JsonObject);
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
