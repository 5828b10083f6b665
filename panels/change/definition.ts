import { bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { AppError } from '../../lib/errors/app-error';
import { msg, t } from '../../lib/i18n/t';
import { definePanelType, type QueryContext } from '../panel-type';
import { isAdditive, measuresAggregations, orderBy, readMeasure, styleOf } from '../shared/measure';
import { isTermType } from '../shared/suggest-measure';
import { type ChangeConfig, type ChangeData, changeSchema } from './schema';

/** More values are asked than are shown: the ones that changed most need not be the largest. */
const asked = 200;

function totals({ measure }: ChangeConfig, answer: SearchResponse | undefined) {
  const { all, parts } = answer?.aggregations ?? {};
  const whole = all?.buckets?.all;
  return {
    whole: whole ? (readMeasure(measure, 'm0', whole) ?? 0) : 0,
    parts: new Map(
      bucketsOf(parts).map((bucket) => [
        bucket.key as string | number,
        { key: String(bucket.key_as_string ?? bucket.key), amount: readMeasure(measure, 'm0', bucket) ?? 0 },
      ]),
    ),
  };
}

function changeData(config: ChangeConfig, answers: Record<string, SearchResponse>, context: QueryContext): ChangeData {
  const [now, then] = [totals(config, answers.main), totals(config, answers.previous)];
  const all = [...new Set([...now.parts.keys(), ...then.parts.keys()])].map((value) => ({
    value,
    key: now.parts.get(value)?.key ?? then.parts.get(value)?.key ?? String(value),
    before: then.parts.get(value)?.amount ?? 0,
    after: now.parts.get(value)?.amount ?? 0,
  }));
  const byChange = all
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  const shown = byChange.slice(0, config.size);
  const rest = {
    before: then.whole - shown.reduce((sum, { before }) => sum + before, 0),
    after: now.whole - shown.reduce((sum, { after }) => sum + after, 0),
  };
  return {
    field: config.field,
    before: then.whole,
    after: now.whole,
    parts: rest.before === rest.after ? shown : [...shown, { key: t('other'), value: '', ...rest, other: true }],
    against: context.against,
    better: config.better,
    style: styleOf(config.measure, context.dataView?.fieldFormats),
  };
}

export const change = definePanelType<ChangeConfig, ChangeData>({
  kind: 'change',
  title: msg('Change'),
  summary: msg('Which values made the difference between two times: a bridge from then to now.'),
  schema: changeSchema as never,
  size: { w: 8, h: 8 },
  wants: 'terms',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    changeSchema.parse({ source: { type: 'search', dataView: dataView.id }, field: field && isTermType(field.type) ? field.path : '' }),
  buildRequests: ({ field, measure }, context) => {
    if (!isAdditive(measure))
      throw new AppError('bad-request', t('A change has parts only of what can be added up: choose a count or a sum.'));
    const aggs = measuresAggregations([measure]);
    const inner: JsonObject = Object.keys(aggs).length > 0 ? { aggs } : {};
    const body = {
      aggs: {
        all: { filters: { filters: { all: { match_all: {} } } }, ...inner },
        parts: { terms: { field, size: asked, order: orderBy(measure, 'm0') }, ...inner },
      },
    };
    return [
      { key: 'main', body },
      { key: 'previous', body, range: context.previous },
    ];
  },
  toData: changeData,
  isEmpty: (data) => data.before === 0 && data.after === 0,
});
