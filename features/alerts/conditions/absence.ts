import type { ConditionOf } from '../schema';
import { spanWords } from '../words';
import { type Evaluate, settleMs } from './condition';
import { grouped, groupsOf, look, timeFieldOf } from './search-parts';

/** A group counts as known when it was seen within so many windows. */
const memory = 24;

/** Nothing arrived for so long: at all, or from a group that was seen before. */
export const evaluateAbsence: Evaluate<ConditionOf<'absence'>> = async (condition, given) => {
  const { windowSeconds, groupBy } = condition;
  const { timeField } = timeFieldOf(given.dataView);
  const windowMs = windowSeconds * 1000;
  const fromMs = given.nowMs - settleMs - windowMs;
  const past = { fromMs: fromMs - windowMs * memory, toMs: given.nowMs };
  const result = await look(condition, past, grouped(groupBy, { newest: { max: { field: timeField } } }), given);
  return groupsOf(result, groupBy).map(([group, bucket]) => {
    const newest: unknown = bucket.newest?.value;
    const newestMs = typeof newest === 'number' ? newest : undefined;
    const breached = newestMs === undefined || newestMs < fromMs;
    return {
      group,
      breached,
      value: newestMs === undefined ? null : Math.round((given.nowMs - newestMs) / 1000),
      sinceMs: newestMs ?? past.fromMs,
      sentence: breached
        ? `nothing has arrived for ${newestMs === undefined ? `more than ${spanWords(windowSeconds * memory)}` : spanWords(Math.round((given.nowMs - newestMs) / 1000))}`
        : 'documents arrive',
    };
  });
};
