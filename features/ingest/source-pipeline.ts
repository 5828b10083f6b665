import type { JsonObject } from '../../lib/elastic/wire-types';
import { deadLetterIndex, type SourceInput } from './schema';

/** The pipeline as it is stored: what fails in it goes to the dead-letter index, as it came, with the reason. */
export function withDeadLetter(pipeline: SourceInput['pipeline'], name: string): JsonObject {
  return {
    description: pipeline.description ?? `Lines of ${name}`,
    processors: [{ set: { field: '_ingest.oriel_line', value: '{{{message}}}', ignore_failure: true } }, ...pipeline.processors],
    on_failure: [
      { set: { field: 'error.message', value: '{{{_ingest.on_failure_message}}}' } },
      { set: { field: 'message', value: '{{{_ingest.oriel_line}}}', ignore_empty_value: true } },
      { set: { field: 'oriel.source', value: name } },
      { set: { field: '@timestamp', value: '{{{_ingest.timestamp}}}' } },
      { set: { field: '_index', value: deadLetterIndex } },
    ],
  } as unknown as JsonObject;
}
