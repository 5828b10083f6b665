import { bucketStartMs, nextBucketMs } from '../aggs/shape-histograms';
import type { CalendarBuckets } from '../plan/aggregation';
import type { SourceTable } from '../plan/search';
import { type TimeSpan, timeSpanOf, within } from '../plan/time-span';
import { column } from '../sql/field-sql';
import { type Fragment, join, raw, sql } from '../sql/fragment';
import { bucketsFromDocuments, bucketsFromParts, partsSql, type Question, shownBy } from '../sql/level-sql';
import { areMergeable } from '../sql/measures';
import type { Row } from '../store/database';
import type { KeptBuckets, KeptParts, TableState } from '../store/kept-time';
import type { AggregationRun } from './aggregation-run';

/** Into how many stretches a span is cut: so much of it is read anew, on either side, before parts are made again. */
const slices = 32;
/** How much of a span parts have to be of. */
const leastShare = 0.8;

interface Stretch {
  fromMs: number;
  toMs: number;
}

/** A question over a span of time, of one table whose rows are all open. */
interface Spanned {
  own: AggregationRun;
  question: Question;
  source: SourceTable;
  span: TimeSpan;
  state: TableState;
  key: string;
}

/** Text that stands for what is asked: not for what only narrows or orders its reading, or shapes its answer. */
export const textOf = (asked: unknown): string =>
  JSON.stringify(asked, (property, value) => {
    if (['closed', 'score', 'extendedBounds', 'hardBounds'].includes(property)) return undefined;
    if (property === 'zoneOffsets' && Array.isArray(value)) return value.map(([, offset]) => offset);
    if (typeof value === 'bigint') return `${value}n`;
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });

/** Documents of other stretches of time change what these hold. */
const beyondTime = ['sampler', 'global', 'significant'];

function spanned(own: AggregationRun, question: Question): Spanned | undefined {
  const [source, ...others] = own.plan.sources;
  const span = timeSpanOf(own.plan.query);
  if (!source || !span || others.length > 0 || source.seqs || source.maxSeq !== undefined || own.plan.postFilter) return undefined;
  const meta = own.catalog.get(source.index);
  if (
    !meta ||
    meta.attached ||
    meta.nextSeq < own.catalog.kept.worth.documents ||
    question.levels.some(({ spec }) => beyondTime.includes(spec.type))
  )
    return undefined;
  const state = { nextSeq: meta.nextSeq, removals: own.catalog.changes.removalsOf(source.table) };
  const key = textOf([source.table, source.filter, span.field.path, span.rest, question]);
  return { own, question, source, span, state, key };
}

/** What is deeper waits for what is not. */
const weightOf = ({ levels }: Question) => Math.max(1, levels.length);

/** Rows with how long the statement ran that answered them. */
export async function clocked(run: (timed: (ms: number) => void) => Promise<Row[]>): Promise<{ rows: Row[]; tookMs: number }> {
  let tookMs = 0;
  const rows = await run((ms) => {
    tookMs = ms;
  });
  return { rows, tookMs };
}

const fromDocuments = ({ own, question, span }: Spanned, fromMs: number, toMs: number) =>
  clocked((timed) =>
    own.run(bucketsFromDocuments({ ...own.plan, query: within(span, fromMs, toMs) }, question), weightOf(question), timed),
  );

/** The earliest instant of all rows that came since: what was found out of the time before still holds. */
const earliestSince = ({ own, source, span, state }: Spanned, then: TableState): Promise<number> =>
  own.catalog.kept.earliestBetween(source.table, column(span.field).sql, then, state);

/** How many documents lie in buckets, near enough: of a top list, those of its parent. */
const documentsIn = (rows: Row[]): number =>
  Math.max(
    Number(rows[0]?.total ?? 0),
    rows.reduce((sum, { c }) => sum + Number(c), 0),
  );

/** Stretches of time, those without length left out. */
const stretches = (...ends: [fromMs: number, toMs: number][]) => ends.filter(([from, to]) => from < to);

/** The buckets of an outermost time histogram, where an instant's bucket can be told by arithmetic: clocks that change repeat an hour. */
function histogramOf({ question: { levels }, span }: Spanned): CalendarBuckets | undefined {
  const spec = levels[0]?.spec;
  if (spec?.type !== 'date-histogram' || spec.field.path !== span.field.path || spec.field.missing !== undefined) return undefined;
  const { timeZone, zoneOffsets } = spec.buckets;
  return timeZone === 'UTC' || zoneOffsets?.length === 1 ? spec.buckets : undefined;
}

/** What is known of a histogram after it was answered: of `known` what still holds, of `fresh` the whole buckets. */
function nextBuckets(known: KeptBuckets | undefined, fresh: Row[], next: Omit<KeptBuckets, 'rows'>, offsetMs: number): KeptBuckets {
  const rows = new Map<number, Row[]>();
  const keep = (startMs: number, more: Row[]) => {
    if (startMs >= next.fromMs && startMs < next.toMs) rows.set(startMs, [...(rows.get(startMs) ?? []), ...more]);
  };
  for (const [startMs, own] of known?.rows ?? []) keep(startMs, own);
  for (const row of fresh) if (row.k0_0 !== null) keep(Number(row.k0_0) - offsetMs, [row]);
  return { ...next, rows };
}

/** The same without the buckets that documents may have come to: those from an instant on. */
const until = (known: KeptBuckets, toMs: number): KeptBuckets =>
  toMs >= known.toMs ? known : { ...known, toMs, rows: new Map([...known.rows].filter(([startMs]) => startMs < toMs)) };

/** Whole buckets come from what was kept, the others from the documents. */
async function byBuckets(spanned: Spanned, buckets: CalendarBuckets): Promise<Row[]> {
  const { own, span, key, state } = spanned;
  const { kept } = own.catalog;
  const startOf = (ms: number) => (Number.isFinite(ms) ? bucketStartMs(ms, buckets) : ms);
  const whole = {
    fromMs: startOf(span.fromMs) === span.fromMs ? span.fromMs : nextBucketMs(span.fromMs, buckets),
    toMs: startOf(span.toMs),
  };
  const before = kept.buckets.get(key);
  const known = before && until(before, startOf(await earliestSince(spanned, before.state)));
  const fromMs = Math.max(known?.fromMs ?? 0, whole.fromMs);
  const toMs = Math.min(known?.toMs ?? 0, whole.toMs);
  const usable = known && fromMs < toMs ? known : undefined;
  const open = usable ? stretches([span.fromMs, fromMs], [toMs, span.toMs]) : stretches([span.fromMs, span.toMs]);
  const answers = await Promise.all(open.map(([low, high]) => fromDocuments(spanned, low, high)));
  const fresh = answers.flatMap(({ rows }) => rows);
  const tookMs = answers.reduce((sum, answer) => sum + answer.tookMs, 0);
  if (!usable && !kept.isWorth({ tookMs, documents: documentsIn(fresh) })) return fresh;
  const next = {
    fromMs: Math.min(usable?.fromMs ?? whole.fromMs, whole.fromMs),
    toMs: Math.max(usable?.toMs ?? whole.toMs, whole.toMs),
    state,
  };
  const offsetMs = buckets.timeZone === 'UTC' ? 0 : (buckets.zoneOffsets?.[0]?.[1] ?? 0);
  const now = nextBuckets(usable, fresh, next, offsetMs);
  let weight = 1;
  for (const rows of now.rows.values()) weight += rows.length;
  kept.buckets.set(key, now, weight);
  return usable ? [...[...usable.rows].flatMap(([startMs, rows]) => (startMs >= fromMs && startMs < toMs ? rows : [])), ...fresh] : fresh;
}

/** Where the stretch of a span lies that parts are made of: all of it where the span stands still, most of it where it moves on. */
function stretchFor({ fromMs, toMs }: Stretch, asked: Stretch): [number, number] {
  const slice = (toMs - fromMs) / slices;
  return [asked.fromMs === fromMs ? fromMs : Math.ceil(fromMs + slice), asked.toMs === toMs ? toMs : Math.floor(toMs - slice / 2)];
}

/** The span as far as there can be documents. */
const endsOf = ({ own, span }: Spanned): Stretch => ({ fromMs: span.fromMs, toMs: Math.min(span.toMs, own.nowMs) });

/** Notes what a question cost when the documents answered it. */
function note(spanned: Spanned, rows: Row[], tookMs: number): void {
  const { own, key } = spanned;
  const tooMany = own.catalog.kept.asked.get(key)?.tooMany ?? false;
  own.catalog.kept.asked.set(key, { ...endsOf(spanned), tooMany, tookMs, documents: documentsIn(rows) }, 1);
}

const partsWithin = ({ own, question, span }: Spanned, fromMs: number, toMs: number): Fragment =>
  partsSql({ ...own.plan, query: within(span, fromMs, toMs) }, question);

/** Puts buckets together from parts and the documents beside them. */
function withParts(spanned: Spanned, { table, fromMs, toMs }: KeptParts): Promise<Row[]> {
  const { own, question, span } = spanned;
  const beside = stretches([span.fromMs, fromMs], [toMs, span.toMs]).map(([low, high]) => partsWithin(spanned, low, high));
  const all = join([raw(`SELECT * FROM ${table}`), ...beside.map((part) => sql`(${part})`)], ' UNION ALL ');
  return own.run(bucketsFromParts(question, all), weightOf(question));
}

/** Buckets by way of kept parts, which are made when a question that is worth it comes the second time. */
async function byParts(spanned: Spanned): Promise<Row[]> {
  const { own, span, key, state } = spanned;
  const { kept } = own.catalog;
  const ends = endsOf(spanned);
  const asked = kept.asked.get(key);
  if (!asked || asked.tooMany || !kept.isWorth(asked) || !Number.isFinite(ends.fromMs)) {
    const { rows, tookMs } = await fromDocuments(spanned, span.fromMs, span.toMs);
    note(spanned, rows, tookMs);
    return rows;
  }
  const known = kept.borrowParts(key);
  if (known) {
    try {
      const inside = known.fromMs >= span.fromMs && known.toMs <= span.toMs;
      const enough = inside && known.toMs - known.fromMs >= leastShare * (ends.toMs - ends.fromMs);
      if (enough && (await earliestSince(spanned, known.state)) >= known.toMs) return await withParts(spanned, known);
    } finally {
      kept.giveBack(known);
    }
  }
  const [fromMs, toMs] = stretchFor(ends, asked);
  const made = await kept.keepParts(key, partsWithin(spanned, fromMs, toMs), { fromMs, toMs, state }, own.signal);
  kept.asked.set(key, { ...asked, ...ends, tooMany: made === 'too-many' }, 1);
  if (typeof made === 'string') return (await fromDocuments(spanned, span.fromMs, span.toMs)).rows;
  try {
    return await withParts(spanned, made);
  } finally {
    kept.giveBack(made);
  }
}

/** True where much had to be read for a question the last time: then what can be kept of it is worth more than sharing a statement. */
export function wasCostly(own: AggregationRun, question: Question): boolean {
  const key = spanned(own, question)?.key;
  const asked = key === undefined ? undefined : own.catalog.kept.asked.get(key);
  return asked !== undefined && own.catalog.kept.isWorth(asked);
}

/** Notes what a question cost that shared a statement with others. */
export function noteCost(own: AggregationRun, question: Question, rows: Row[], tookMs: number): void {
  const over = spanned(own, question);
  if (over) note(over, rows, tookMs);
}

/** A question's rows. Of time that is over, most is kept from the last time that it was asked. */
export async function rowsOf(own: AggregationRun, question: Question): Promise<Row[]> {
  const over = spanned(own, question);
  const buckets = over && histogramOf(over);
  if (buckets) return byBuckets(over, buckets);
  if (over && areMergeable(shownBy(question))) return byParts(over);
  return own.run(bucketsFromDocuments(own.plan, question), weightOf(question));
}
