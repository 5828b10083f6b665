import type { JsonObject } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { listFields } from '../../lib/gateway/fields';
import type { DataScope } from '../../lib/gateway/mint-scope';
import { search } from '../../lib/gateway/search';
import { t } from '../../lib/i18n/t';
import { buildQuery } from '../../lib/query/build-query';
import { readable } from '../../lib/query/readable';
import type { DataView } from '../data-views/schema';
import { explainDifference } from './explain-difference';
import type { ExplainInput, Explanation, Span } from './schema';

/** Compares two times of a data view. Throws `bad-request` for a view without a time field. */
export async function explain(scope: DataScope, dataView: DataView, input: ExplainInput, signal?: AbortSignal): Promise<Explanation> {
  const { timeField, pattern } = dataView;
  if (!timeField) throw new AppError('bad-request', t('This data view has no time field: there are no two times to compare.'));
  const { filters, kql, timeZone } = input;
  const fields = await listFields(scope, pattern, signal);
  const ask = (span: Span, body: JsonObject) => {
    const query = readable(() => buildQuery({ timeField, range: span, filters, kql: [kql], timeZone }));
    return search(scope, pattern, { ...body, query }, { signal });
  };
  return explainDifference(
    ask,
    fields.filter(({ path }) => path !== timeField),
    input.selection,
    input.baseline,
  );
}
