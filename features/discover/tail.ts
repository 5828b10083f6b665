import { z } from 'zod';
import { AppError } from '../../lib/errors/app-error';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { t } from '../../lib/i18n/t';
import { buildQuery } from '../../lib/query/build-query';
import { filtersSchema } from '../../lib/query/context-schemas';

import { readable } from '../../lib/query/readable';
import type { DataView } from '../data-views/schema';
import { hitsOf } from './hits-of';
import type { Tail } from './schema';

export const tailInputSchema = z.object({
  dataView: z.string(),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  timeZone: z.string().max(64).default('UTC'),
  /** Epoch milliseconds; documents from then on. */
  sinceMs: z.number(),
});
export type TailInput = z.infer<typeof tailInputSchema>;

const most = 300;

/** The newest documents since an instant. Ones that are late by a little are found again and again: the caller drops what it has. */
export async function readTail(scope: DataScope, dataView: DataView, input: TailInput, signal?: AbortSignal): Promise<Tail> {
  const { timeField, pattern } = dataView;
  if (!timeField) throw new AppError('bad-request', t('This data view has no time: it cannot be followed.'));
  const range = { fromMs: input.sinceMs, toMs: Date.now() + 60_000 };
  const query = readable(() => buildQuery({ timeField, range, filters: input.filters, kql: [input.kql], timeZone: input.timeZone }));
  const body = { size: most, query, sort: [{ [timeField]: { order: 'desc' } }], track_total_hits: false };
  const answer = await search(scope, pattern, body, { signal });
  const hits = hitsOf(answer).reverse();
  return { hits, skipped: hits.length === most };
}
