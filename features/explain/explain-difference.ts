import { type AggregationResult, bucketsOf, type JsonObject, type SearchResponse } from '../../lib/elastic/wire-types';
import type { IndexField } from '../../lib/gateway/fields';
import { compare } from './difference';
import { mergeAggregations } from './merge';
import type { Explanation, Finding, Span, Trait } from './schema';
import {
  binAggregations,
  comparedFields,
  edgesOf,
  mostValues,
  namedAggregations,
  percentileAggregations,
  readBins,
  readTerms,
  termsAggregations,
  traitToDsl,
} from './traits';

/** Searches the documents of one time, in the context that is being explained. */
export type Ask = (span: Span, body: JsonObject) => Promise<SearchResponse>;

const mostDocuments = 400_000;
const slices = 4;
const mostFindings = 25;
const alpha = 0.01;
const pairedTraits = 8;

/** The baseline without the part that the selection covers. */
export function without(baseline: Span, selection: Span): Span[] {
  const before = { fromMs: baseline.fromMs, toMs: Math.min(baseline.toMs, selection.fromMs) };
  const after = { fromMs: Math.max(baseline.fromMs, selection.toMs), toMs: baseline.toMs };
  return [before, after].filter(({ fromMs, toMs }) => fromMs < toMs);
}

/**
 * Parts of the spans, spread over them, that hold about as many documents as are wanted. Few, because every part is searched on its own; each
 * begins at another hour of its day.
 */
export function spread(spans: Span[], documents: number): Span[] {
  if (documents <= mostDocuments) return spans;
  const share = mostDocuments / documents;
  const lengthMs = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return spans.flatMap(({ fromMs, toMs }) => {
    const count = Math.max(1, Math.round((slices * (toMs - fromMs)) / lengthMs));
    const stepMs = (toMs - fromMs) / count;
    return Array.from({ length: count }, (_, at) => {
      const startMs = Math.round(fromMs + at * stepMs + ((at * 0.382) % 1) * stepMs * (1 - share));
      return { fromMs: startMs, toMs: Math.max(startMs + 1, Math.round(startMs + stepMs * share)) };
    });
  });
}

interface Group {
  spans: Span[];
  total: number;
  sampled: boolean;
}

type Aggregations = Record<string, AggregationResult>;

/** Asks each time on its own: a cluster skips what lies between them. */
async function aggregate(ask: Ask, spans: Span[], aggs: JsonObject): Promise<Aggregations> {
  const answers = await Promise.all(spans.map((span) => ask(span, { size: 0, track_total_hits: false, aggs })));
  return mergeAggregations(answers.map((answer) => (answer.aggregations ?? {}) as Aggregations));
}

async function size(ask: Ask, spans: Span[]): Promise<Group> {
  const count = async (of: Span[]) => {
    const answers = await Promise.all(of.map((span) => ask(span, { size: 0, track_total_hits: true })));
    return answers.reduce((sum, answer) => sum + (answer.hits.total?.value ?? 0), 0);
  };
  const all = await count(spans);
  const parts = spread(spans, all);
  return parts === spans ? { spans, total: all, sampled: false } : { spans: parts, total: await count(parts), sampled: true };
}

interface Counts {
  trait: Trait;
  a: number;
  b: number;
}

const isWorth = (values: Map<string | number, number>, whole: boolean, total: number): boolean =>
  whole || [...values.values()].some((count) => count >= Math.max(3, total / 100));

/** Both groups' counts of every value that either has among its most frequent. */
async function countTerms(ask: Ask, fields: string[], selection: Group, baseline: Group): Promise<Counts[]> {
  const first = readTerms(fields, await aggregate(ask, selection.spans, termsAggregations(fields)));
  // a field of nearly as many values as documents explains nothing, and costs most
  const worth = fields.filter((field) => {
    const { values, whole } = first.get(field) ?? { values: new Map(), whole: true };
    return isWorth(values, whole, selection.total);
  });
  const named = new Map(worth.map((field) => [field, [...(first.get(field)?.values.keys() ?? [])]]));
  const aggs = { ...termsAggregations(worth), ...namedAggregations(worth, named) };
  const second = readTerms(worth, await aggregate(ask, baseline.spans, aggs));
  return worth.flatMap((field) => {
    const mine = first.get(field);
    const theirs = second.get(field);
    if (!mine || !theirs) return [];
    const values = new Set([...mine.values.keys(), ...(mine.whole ? [...theirs.values.keys()].slice(0, mostValues) : [])]);
    return [...values].map((value) => ({
      trait: { field, value, label: String(value) },
      a: mine.values.get(value) ?? 0,
      b: theirs.values.get(value) ?? 0,
    }));
  });
}

async function countBins(ask: Ask, fields: string[], selection: Group, baseline: Group): Promise<Counts[]> {
  if (fields.length === 0) return [];
  const edges = edgesOf(fields, await aggregate(ask, baseline.spans, percentileAggregations(fields)));
  if (edges.size === 0) return [];
  const [mine, theirs] = await Promise.all(
    [selection, baseline].map(async ({ spans }) => readBins(edges, await aggregate(ask, spans, binAggregations(edges)))),
  );
  return (mine ?? []).map(({ trait, count }, at) => ({ trait, a: count, b: theirs?.[at]?.count ?? 0 }));
}

const toFinding = (traits: Trait[], a: number, b: number, selection: Group, baseline: Group): Finding => ({
  traits,
  selected: a,
  ...compare(a, selection.total, b, baseline.total),
});

/** Two traits at once, where together they tell more than either. */
async function pairs(ask: Ask, singles: Finding[], selection: Group, baseline: Group): Promise<Finding[]> {
  const raised = singles.filter(({ direction }) => direction === 'more').slice(0, pairedTraits);
  const wanted = raised
    .flatMap((left, at) => raised.slice(at + 1).map((right): [Finding, Finding] => [left, right]))
    .filter(([left, right]) => left.traits[0]?.field !== right.traits[0]?.field);
  if (wanted.length === 0) return [];
  const filters = wanted.map((pair) => ({ bool: { filter: pair.flatMap(({ traits }) => traits.map(traitToDsl)) } }));
  const [mine, theirs] = await Promise.all(
    [selection, baseline].map(async ({ spans }) => bucketsOf((await aggregate(ask, spans, { pairs: { filters: { filters } } })).pairs)),
  );
  return wanted.flatMap(([left, right], at) => {
    const a = mine?.[at]?.doc_count ?? 0;
    const found = toFinding([...left.traits, ...right.traits], a, theirs?.[at]?.doc_count ?? 0, selection, baseline);
    // the second trait has to add something: a pair is harder to read than its better half
    return found.bits > 1.15 * Math.max(left.bits, right.bits) ? [found] : [];
  });
}

/**
 * Which traits of documents differ most between a selection and its baseline. Every value (the 40 most frequent of a field) and every bin
 * of a number is a coin that a document shows or not; it is ranked by the Jensen–Shannon divergence of its two shares and kept where a
 * G-test says, after Bonferroni's correction, that chance does not explain it. Pairs of the best are tried, too.
 */
export async function explainDifference(ask: Ask, fields: IndexField[], selected: Span, compared: Span): Promise<Explanation> {
  const startedMs = Date.now();
  const { terms, numbers } = comparedFields(fields);
  const [selection, baseline] = await Promise.all([size(ask, [selected]), size(ask, without(compared, selected))]);
  const base = { selected: selection.total, baseline: baseline.total, sampled: selection.sampled || baseline.sampled };
  if (selection.total === 0 || baseline.total === 0) return { ...base, findings: [], compared: 0, tookMs: Date.now() - startedMs };
  const [byValue, byBin] = await Promise.all([countTerms(ask, terms, selection, baseline), countBins(ask, numbers, selection, baseline)]);
  // a whole number of few values is told by its values
  const told = new Set(byValue.filter(({ trait }) => numbers.includes(trait.field)).map(({ trait }) => trait.field));
  const counts = [...byValue, ...byBin.filter(({ trait }) => !told.has(trait.field))];
  const singles = counts
    .map(({ trait, a, b }) => toFinding([trait], a, b, selection, baseline))
    .sort((left, right) => right.bits - left.bits);
  const together = await pairs(ask, singles, selection, baseline);
  const tests = singles.length + (pairedTraits * (pairedTraits - 1)) / 2;
  const findings = [...singles, ...together]
    .map((finding) => ({ ...finding, pValue: Math.min(1, finding.pValue * tests) }))
    .filter(({ pValue }) => pValue < alpha)
    .sort((left, right) => right.bits - left.bits)
    .slice(0, mostFindings);
  return { ...base, findings, compared: counts.length, tookMs: Date.now() - startedMs };
}
