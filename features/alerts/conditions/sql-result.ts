import { AppError } from '../../../lib/errors/app-error';
import { runSql } from '../../../lib/gateway/sql';
import { t } from '../../../lib/i18n/t';
import type { ConditionOf } from '../schema';
import { breaks, type Evaluate, mostGroups } from './condition';

/** A SELECT, whose rows are groups; its value is the named column, or the first that is a number. */
export const evaluateSql: Evaluate<ConditionOf<'sql'>> = async (condition, given) => {
  const { columns, rows } = await runSql(given.scope, { query: condition.query });
  const place = (name: string | undefined) => (name === undefined ? -1 : columns.findIndex((column) => column.name === name));
  const valueAt =
    condition.valueColumn === undefined ? columns.findIndex((_, at) => typeof rows[0]?.[at] === 'number') : place(condition.valueColumn);
  if (rows.length === 0) return [];
  if (valueAt < 0)
    throw new AppError(
      'bad-request',
      condition.valueColumn
        ? t('The statement gives no column {name} to compare.', { name: condition.valueColumn })
        : t('The statement gives no number to compare.'),
    );
  const groupAt = place(condition.groupColumn);
  return rows.slice(0, mostGroups).map((row) => {
    const value = typeof row[valueAt] === 'number' ? (row[valueAt] as number) : null;
    const breached = breaks(value, condition.operator, condition.threshold);
    return {
      group: groupAt < 0 ? '' : String(row[groupAt] ?? '–'),
      breached,
      value,
      sinceMs: given.nowMs,
      sentence: `${columns[valueAt]?.name ?? 'value'} is ${value ?? 'nothing'}, ${breached ? condition.operator : `not ${condition.operator}`} ${condition.threshold}`,
    };
  });
};
