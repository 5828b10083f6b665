import type { JsonObject } from '../elastic/wire-types';
import { type Filter, filtersToDsl } from './filters';
import { kqlToDsl } from './kql/to-dsl';
import type { ResolvedTimeRange } from './time-range';

export interface QueryParts {
  timeField?: string | null;
  range?: ResolvedTimeRange;
  filters?: Filter[];
  /** KQL expressions; all must hold. Throws KqlSyntaxError. */
  kql?: (string | undefined)[];
  timeZone?: string;
}

/** One Query DSL clause in filter context: time, pills and KQL, cheapest first. */
export function buildQuery({ timeField, range, filters = [], kql = [], timeZone }: QueryParts): JsonObject {
  const clauses: JsonObject[] = [];
  if (timeField && range) {
    clauses.push({
      range: {
        [timeField]: {
          gte: new Date(range.fromMs).toISOString(),
          lt: new Date(range.toMs).toISOString(),
          format: 'strict_date_optional_time',
        },
      },
    });
  }
  clauses.push(...filtersToDsl(filters));
  for (const expression of kql) {
    if (expression?.trim()) clauses.push(kqlToDsl(expression, { timeZone }));
  }
  return clauses.length === 0 ? { match_all: {} } : { bool: { filter: clauses } };
}
