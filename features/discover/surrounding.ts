import { z } from 'zod';
import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { t } from '../../lib/i18n/t';
import type { DataView } from '../data-views/schema';
import { hitsOf } from './hits-of';
import type { Surrounding } from './schema';

export const surroundingInputSchema = z.object({
  dataView: z.string(),
  id: z.string().min(1).max(600),
  index: z.string().min(1).max(300),
  /** Of the document, as it stands in its time field: a date or epoch milliseconds. */
  time: z.union([z.string().max(64), z.number()]),
  before: z.number().int().min(0).max(200).default(5),
  after: z.number().int().min(0).max(200).default(5),
});
export type SurroundingInput = z.infer<typeof surroundingInputSchema>;

/** The documents right before and after one, whatever the search was. Throws `bad-request` for a data view without time. */
export async function listSurrounding(
  scope: DataScope,
  dataView: DataView,
  input: SurroundingInput,
  signal?: AbortSignal,
): Promise<Surrounding> {
  const { timeField, pattern } = dataView;
  if (!timeField) throw new AppError('bad-request', t('This data view has no time: nothing is before or after a document.'));
  const ask = async (size: number, bound: JsonObject, order: 'asc' | 'desc') => {
    if (size === 0) return [];
    const query: JsonObject = {
      bool: {
        filter: [{ range: { [timeField]: { ...bound, format: 'strict_date_optional_time||epoch_millis' } } }],
        must_not: [{ bool: { filter: [{ ids: { values: [input.id] } } as JsonObject, { term: { _index: input.index } }] } }],
      },
    };
    const answer = await search(scope, pattern, { size, query, sort: [{ [timeField]: { order } }], track_total_hits: false }, { signal });
    return hitsOf(answer);
  };
  const [after, before] = await Promise.all([ask(input.after, { gt: input.time }, 'asc'), ask(input.before, { lte: input.time }, 'desc')]);
  return { after: after.reverse(), before };
}
