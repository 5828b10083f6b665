import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { listFields } from '../../lib/gateway/fields';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { buildQuery } from '../../lib/query/build-query';
import { KqlSyntaxError } from '../../lib/query/kql/syntax-error';
import type { DataView } from '../data-views/schema';
import { explainDifference } from './explain-difference';
import type { ExplainInput, Explanation, Span } from './schema';

const rangeOf = (field: string, { fromMs, toMs }: Span): JsonObject => ({
  range: { [field]: { gte: new Date(fromMs).toISOString(), lt: new Date(toMs).toISOString(), format: 'strict_date_optional_time' } },
});

function contextOf({ filters, kql, timeZone }: ExplainInput): JsonObject {
  try {
    return buildQuery({ filters, kql: [kql], timeZone });
  } catch (error) {
    if (error instanceof KqlSyntaxError)
      throw new AppError('kql-syntax', `The KQL cannot be read: ${error.message}`, { details: { at: error.at } });
    throw error;
  }
}

/** Compares two times of a data view. Throws `bad-request` for a view without a time field. */
export async function explain(scope: DataScope, dataView: DataView, input: ExplainInput, signal?: AbortSignal): Promise<Explanation> {
  const { timeField, pattern } = dataView;
  if (!timeField) throw new AppError('bad-request', 'This data view has no time field: there are no two times to compare.');
  const context = contextOf(input);
  const fields = await listFields(scope, pattern, signal);
  const ask = (span: Span, body: JsonObject) =>
    search(scope, pattern, { ...body, query: { bool: { filter: [rangeOf(timeField, span), context] } } }, { signal });
  return explainDifference(
    ask,
    fields.filter(({ path }) => path !== timeField),
    input.selection,
    input.baseline,
  );
}
