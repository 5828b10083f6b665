import { t } from '../../lib/i18n/t';
import { nameMeasure, styleOf } from '../../panels/shared/measure';
import type { Condition } from './schema';
import { countedSpan, written } from './words';

const perGroup = (groupBy: string[]) => (groupBy.length === 0 ? '' : t(', for every {groupBy}', { groupBy: groupBy.join(t(' and ')) }));
const where = (kql: string) => (kql.trim() === '' ? '' : t(' where {kql}', { kql: kql.trim() }));

const unusual = {
  both: (what: string) => t('{what} unlike the usual', { what }),
  above: (what: string) => t('{what} above the usual', { what }),
  below: (what: string) => t('{what} below the usual', { what }),
};

const sqlWords = ({ valueColumn, threshold }: Extract<Condition, { kind: 'sql' }>) => ({ column: valueColumn ?? t('A number'), threshold });

/** A condition in one sentence, without its data view. */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'threshold': {
      const { measure, operator, threshold, windowSeconds, kql, groupBy } = condition;
      const words = {
        what: nameMeasure(measure) + where(kql),
        limit: written(threshold, styleOf(measure)),
        span: countedSpan(windowSeconds),
      };
      const said = operator === 'above' ? t('{what} above {limit} over {span}', words) : t('{what} below {limit} over {span}', words);
      return said + perGroup(groupBy);
    }
    case 'unusual': {
      const what = nameMeasure(condition.measure) + where(condition.kql);
      return unusual[condition.direction](what) + perGroup(condition.groupBy);
    }
    case 'absence':
      return (
        t('Nothing{where} for {span}', { where: where(condition.kql), span: countedSpan(condition.windowSeconds) }) +
        perGroup(condition.groupBy)
      );
    case 'matches':
      return (
        t('At least {atLeast} documents{where} in {span}', {
          atLeast: condition.atLeast,
          where: condition.savedSearch ? t(' of a saved search') : where(condition.kql),
          span: countedSpan(condition.windowSeconds),
        }) + perGroup(condition.groupBy)
      );
    case 'sql':
      return condition.operator === 'above'
        ? t('{column} of a SELECT above {threshold}', sqlWords(condition))
        : t('{column} of a SELECT below {threshold}', sqlWords(condition));
  }
}
