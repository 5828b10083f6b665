import { chooseInterval } from '../../lib/elastic/intervals';
import type { JsonObject } from '../../lib/elastic/wire-types';
import type { PanelRequest, QueryContext } from '../panel-type';
import { measuresAggregations, orderBy } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { dateHistogram } from '../shared/time-axis';
import type { TableConfig } from './schema';

/** Nested terms, one level per row field, measures at the innermost. */
export function tableRequests(config: TableConfig, context: QueryContext): PanelRequest[] {
  const measures = measuresAggregations(config.measures);
  const [first] = config.measures;
  const timeField = context.dataView?.timeField;
  let inner: JsonObject = { ...measures };
  if (config.sparkline && timeField)
    inner.spark = {
      date_histogram: dateHistogram(
        timeField,
        chooseInterval(context.range.toMs - context.range.fromMs, 24),
        context.range,
        context.timeZone,
      ),
    };
  for (const row of [...config.rows].reverse()) {
    const own = { ...inner, ...(inner.rows ? measures : {}) };
    inner = {
      rows: {
        terms: { field: row.field, size: row.size, order: first ? orderBy(first, 'm0') : { _count: 'desc' } },
        ...(Object.keys(own).length > 0 ? { aggs: own } : {}),
      },
    };
  }
  if (config.rows.length === 0) inner = { all: { filters: { filters: { all: { match_all: {} } } }, aggs: measures } };
  return withPrevious([{ key: 'main', body: { aggs: inner } }], context);
}
