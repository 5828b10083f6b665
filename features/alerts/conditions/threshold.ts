import { measureAggregations, nameMeasure, readMeasure, styleOf } from '../../../panels/shared/measure';
import type { ConditionOf } from '../schema';
import { spanWords, written } from '../words';
import { breaks, type Evaluate } from './condition';
import { grouped, groupsOf, look } from './search-parts';

/** A measure over the last seconds, compared with a number. */
export const evaluateThreshold: Evaluate<ConditionOf<'threshold'>> = async (condition, given) => {
  const { measure, windowSeconds, operator, threshold } = condition;
  const range = { fromMs: given.nowMs - windowSeconds * 1000, toMs: given.nowMs };
  const result = await look(condition, range, grouped(condition.groupBy, measureAggregations(measure, 'm')), given);
  const style = styleOf(measure, given.dataView?.fieldFormats);
  return groupsOf(result, condition.groupBy).map(([group, bucket]) => {
    const value = readMeasure(measure, 'm', bucket);
    const breached = breaks(value, operator, threshold);
    return {
      group,
      breached,
      value,
      sinceMs: range.fromMs,
      sentence: `${nameMeasure(measure)} is ${written(value, style)}, ${breached ? operator : `not ${operator}`} ${written(threshold, style)}, over the last ${spanWords(windowSeconds)}`,
    };
  });
};

/** Documents that match, at least so many. */
export const evaluateMatches: Evaluate<ConditionOf<'matches'>> = async (condition, given) => {
  const { windowSeconds, atLeast } = condition;
  const range = { fromMs: given.nowMs - windowSeconds * 1000, toMs: given.nowMs };
  const result = await look(condition, range, grouped(condition.groupBy, {}), given);
  return groupsOf(result, condition.groupBy).map(([group, bucket]) => ({
    group,
    breached: bucket.doc_count >= atLeast,
    value: bucket.doc_count,
    sinceMs: range.fromMs,
    sentence: `${bucket.doc_count} ${bucket.doc_count === 1 ? 'document matches' : 'documents match'} in the last ${spanWords(windowSeconds)}`,
  }));
};
