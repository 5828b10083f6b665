import { type AggregationResult, bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import { msg } from '../../lib/i18n/t';
import { definePanelType, type QueryContext, type SqlColumns } from '../panel-type';
import { measuresAggregations, orderBy, readMeasure, styleOf } from '../shared/measure';
import { withPrevious } from '../shared/previous';
import { numberAt, rolesOf, textAt } from '../shared/rows';
import { isTermType } from '../shared/suggest-measure';
import { type SankeyConfig, type SankeyData, sankeySchema } from './schema';

interface Flow {
  path: (string | number)[];
  amount: number;
}

function flowsOf(config: SankeyConfig, aggregation: AggregationResult | undefined, depth = 0, path: (string | number)[] = []): Flow[] {
  return bucketsOf(aggregation).flatMap((bucket): Flow[] => {
    const next = [...path, bucket.key_as_string ?? bucket.key];
    if (depth + 1 < config.steps.length) return flowsOf(config, bucket.next, depth + 1, next);
    return [{ path: next, amount: readMeasure(config.measure, 'm0', bucket) ?? 0 }];
  });
}

/** Whole ways as nodes and links: a node for each value of each step, a link for each pair of neighbours. */
function diagram(fields: string[], flows: Flow[], before: Flow[] | undefined): Pick<SankeyData, 'nodes' | 'links'> {
  const nodes: SankeyData['nodes'] = [];
  const places = new Map<string, number>();
  const links = new Map<string, SankeyData['links'][number]>();
  const nodeAt = (step: number, value: string | number, amount: number) => {
    const key = `${step}/${value}`;
    const place = places.get(key) ?? nodes.push({ step, key: String(value), value, amount: 0 }) - 1;
    places.set(key, place);
    const node = nodes[place];
    if (node) node.amount += amount;
    return place;
  };
  const link = (from: number, to: number, amount: number, then: boolean) => {
    const known = links.get(`${from}-${to}`) ?? { from, to, amount: 0, ...(before ? { before: 0 } : {}) };
    links.set(`${from}-${to}`, then ? { ...known, before: (known.before ?? 0) + amount } : { ...known, amount: known.amount + amount });
  };
  for (const { path, amount } of flows.filter((flow) => flow.amount > 0)) {
    const at = path.map((value, step) => nodeAt(step, value, amount));
    for (let step = 1; step < fields.length; step++) link(at[step - 1] as number, at[step] as number, amount, false);
  }
  for (const { path, amount } of before ?? []) {
    const at = path.map((value, step) => places.get(`${step}/${value}`));
    for (let step = 1; step < fields.length; step++) {
      const [from, to] = [at[step - 1], at[step]];
      if (from !== undefined && to !== undefined && links.has(`${from}-${to}`)) link(from, to, amount, true);
    }
  }
  return { nodes, links: [...links.values()] };
}

function sankeyData(config: SankeyConfig, answers: Record<string, SearchResponse>, context: QueryContext): SankeyData {
  const fields = config.steps.map(({ field }) => field);
  const before = answers.previous && flowsOf(config, answers.previous.aggregations?.next);
  return {
    fields,
    ...diagram(fields, flowsOf(config, answers.main?.aggregations?.next), before),
    ...(before ? { against: context.against } : {}),
    style: styleOf(config.measure, context.dataView?.fieldFormats),
  };
}

function sankeyRows(config: SankeyConfig, table: SqlColumns): SankeyData {
  const { texts, numbers } = rolesOf(table);
  const steps = texts.slice(0, 4);
  const flows = table.rows.map((row) => ({ path: steps.map((at) => textAt(row, at)), amount: numberAt(row, numbers[0]) ?? 0 }));
  const fields = steps.map((at) => table.columns[at]?.name ?? '');
  return { fields, ...diagram(fields, flows, undefined), style: styleOf(config.measure) };
}

export const sankey = definePanelType<SankeyConfig, SankeyData>({
  kind: 'sankey',
  title: msg('Flow'),
  summary: msg('Which value leads to which: bands between the values of two to four fields.'),
  schema: sankeySchema as never,
  size: { w: 6, h: 10 },
  wants: 'terms',
  sourceOf: (config) => config.source,
  suggest: (dataView, field) =>
    sankeySchema.parse({
      source: { type: 'search', dataView: dataView.id },
      steps: [
        { field: field && isTermType(field.type) ? field.path : '', size: 8 },
        { field: field && isTermType(field.type) ? field.path : '', size: 8 },
      ],
    }),
  buildRequests: ({ steps, measure }, context) => {
    const own = measuresAggregations([measure]);
    let inner: JsonObject = own;
    for (const { field, size } of [...steps].reverse()) {
      const aggs = { ...(inner === own ? {} : own), ...inner };
      inner = { next: { terms: { field, size, order: orderBy(measure, 'm0') }, ...(Object.keys(aggs).length > 0 ? { aggs } : {}) } };
    }
    return withPrevious([{ key: 'main', body: { aggs: inner } }], context);
  },
  toData: sankeyData,
  toSqlData: sankeyRows,
  isEmpty: (data) => data.links.length === 0,
});
