import type { Field } from './field';
import { and, conditionsOf, type Predicate } from './predicate';

/** The time that a query is over: instants from `fromMs` to before `toMs`, where it has such bounds, and what else it asks. */
export interface TimeSpan {
  field: Field;
  fromMs: number;
  toMs: number;
  rest: Predicate;
}

/** The span of a query that bounds a date of one value, whole milliseconds. Undefined of any other. */
export function timeSpanOf(query: Predicate): TimeSpan | undefined {
  const parts = conditionsOf(query);
  const at = parts.findIndex(
    (part) => part.type === 'range' && part.field.columnType === 'TIMESTAMP' && !part.field.list && !part.field.nested,
  );
  const range = parts[at];
  if (range?.type !== 'range' || range.field.missing !== undefined) return undefined;
  const { gte, gt, lte, lt } = range;
  const after = (bound: unknown) => Math.floor(Number(bound)) + 1;
  return {
    field: range.field,
    fromMs: gte !== undefined ? Number(gte) : gt !== undefined ? after(gt) : Number.NEGATIVE_INFINITY,
    toMs: lt !== undefined ? Number(lt) : lte !== undefined ? after(lte) : Number.POSITIVE_INFINITY,
    rest: and(parts.filter((_, other) => other !== at)),
  };
}

/** The same query over another stretch of time. */
export function within({ field, rest }: Pick<TimeSpan, 'field' | 'rest'>, fromMs: number, toMs: number): Predicate {
  const bounds = { ...(Number.isFinite(fromMs) ? { gte: fromMs } : {}), ...(Number.isFinite(toMs) ? { lt: toMs } : {}) };
  return and([Object.keys(bounds).length > 0 ? { type: 'range', field, ...bounds } : { type: 'exists', field }, rest]);
}
