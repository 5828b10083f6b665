import type { Role } from '../../lib/auth/session';
import { roleScope } from '../access/job-scope';
import { analyseInWorker } from '../anomalies/service';
import { getDataView } from '../data-views/data';
import { getSavedSearch } from '../saved-searches/data';
import { evaluateAbsence } from './conditions/absence';
import type { Look } from './conditions/condition';
import { evaluateSql } from './conditions/sql-result';
import { evaluateMatches, evaluateThreshold } from './conditions/threshold';
import { evaluateUnusual } from './conditions/unusual';
import type { Condition, Reading } from './schema';

/** A condition on a saved search, with what that search asks now. Throws `not-found` where it is gone. */
export async function withSavedSearch(condition: Condition): Promise<Condition> {
  if (condition.kind !== 'matches' || !condition.savedSearch) return condition;
  const { dataView, kql, filters } = (await getSavedSearch(condition.savedSearch)).state;
  return { ...condition, dataView, kql, filters };
}

/** What a rule may use: the data view it names, read as the role of the person who wrote it may read now. */
export async function lookOf(condition: Condition, role: Role, nowMs: number): Promise<Look> {
  const dataView = condition.kind === 'sql' ? undefined : await getDataView(condition.dataView, role);
  return { scope: await roleScope('alert-rule', role), dataView, nowMs, analyse: (request) => analyseInWorker(request) };
}

/** One look at the data. Throws AppError with a sentence where the rule cannot be evaluated. */
export function evaluate(condition: Condition, look: Look): Promise<Reading[]> {
  switch (condition.kind) {
    case 'threshold':
      return evaluateThreshold(condition, look);
    case 'unusual':
      return evaluateUnusual(condition, look);
    case 'absence':
      return evaluateAbsence(condition, look);
    case 'matches':
      return evaluateMatches(condition, look);
    case 'sql':
      return evaluateSql(condition, look);
  }
}
