import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { t } from '../../lib/i18n/t';
import { buildQuery } from '../../lib/query/build-query';
import { readable } from '../../lib/query/readable';
import { previousRange, type ResolvedTimeRange, resolveTimeRange } from '../../lib/query/time-range';
import type { DataView } from '../data-views/schema';
import { findPatterns, type Message, messagesOf } from './find-patterns';
import type { Patterns, PatternsInput } from './schema';

/** Messages that are read of one time; more stand for each other in spans that are spread over it. */
const mostRead = 10_000;
const spans = 20;

/**
 * Groups the messages of a time by their shape. Up to 10,000 are read whole; of more, twenty spans of 500. Throws `bad-request` for a view
 * without time, `kql-syntax` for a search that cannot be read.
 */
export async function listPatterns(scope: DataScope, dataView: DataView, input: PatternsInput, signal?: AbortSignal): Promise<Patterns> {
  const startedMs = Date.now();
  const { timeField, pattern } = dataView;
  const { field, filters, kql, timeZone } = input;
  if (!timeField) throw new AppError('bad-request', t('This data view has no time field: there is no course of time to show.'));
  const range = readable(() => resolveTimeRange(input.timeRange, input.nowMs, timeZone));
  const within = (span: ResolvedTimeRange): JsonObject => ({
    bool: { filter: [readable(() => buildQuery({ timeField, range: span, filters, kql: [kql], timeZone })), { exists: { field } }] },
  });
  const read = async (span: ResolvedTimeRange, size: number): Promise<Message[]> => {
    const body = { size, track_total_hits: false, query: within(span), sort: [{ [timeField]: 'asc' }], _source: [field, timeField] };
    return messagesOf(await search(scope, pattern, body, { signal }), field, timeField);
  };
  const readEra = async (era: ResolvedTimeRange) => {
    const counted = await search(scope, pattern, { size: 0, track_total_hits: true, query: within(era) }, { signal });
    const total = counted.hits.total?.value ?? 0;
    if (total <= mostRead) return { total, messages: await read(era, mostRead) };
    const stepMs = (era.toMs - era.fromMs) / spans;
    const messages: Message[] = [];
    for (let at = 0; at < spans; at++) {
      const fromMs = Math.round(era.fromMs + at * stepMs);
      messages.push(...(await read({ fromMs, toMs: Math.round(fromMs + stepMs) }, mostRead / spans)));
    }
    return { total, messages };
  };
  const [now, before] = await Promise.all([readEra(range), readEra(previousRange(range))]);
  return { ...findPatterns(now, before.total > 0 ? before : undefined, range), tookMs: Date.now() - startedMs };
}
