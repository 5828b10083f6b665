import { nameMeasure, styleOf } from '../../panels/shared/measure';
import type { Condition } from './schema';
import { countedSpan, written } from './words';

const perGroup = (groupBy: string[]) => (groupBy.length === 0 ? '' : `, for every ${groupBy.join(' and ')}`);
const where = (kql: string) => (kql.trim() === '' ? '' : ` where ${kql.trim()}`);

/** A condition in one sentence, without its data view. */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'threshold': {
      const { measure, operator, threshold, windowSeconds, kql, groupBy } = condition;
      return `${nameMeasure(measure)}${where(kql)} ${operator} ${written(threshold, styleOf(measure))} over ${countedSpan(windowSeconds)}${perGroup(groupBy)}`;
    }
    case 'unusual':
      return `${nameMeasure(condition.measure)}${where(condition.kql)} ${condition.direction === 'both' ? 'unlike' : condition.direction} the usual${perGroup(condition.groupBy)}`;
    case 'absence':
      return `Nothing${where(condition.kql)} for ${countedSpan(condition.windowSeconds)}${perGroup(condition.groupBy)}`;
    case 'matches':
      return `At least ${condition.atLeast} documents${condition.savedSearch ? ' of a saved search' : where(condition.kql)} in ${countedSpan(condition.windowSeconds)}${perGroup(condition.groupBy)}`;
    case 'sql':
      return `${condition.valueColumn ?? 'A number'} of a SELECT ${condition.operator} ${condition.threshold}`;
  }
}
