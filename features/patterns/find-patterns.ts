import type { SearchResponse } from '../../lib/elastic/wire-types';
import { type Cluster, Miner, variable } from './miner';
import type { Pattern, Patterns } from './schema';

export interface Message {
  text: string;
  atMs: number;
}

const parts = 24;
const mostPatterns = 200;

/** Runs of words without a variable, longest first, at most three. */
export function phrasesOf(words: string[]): string[] {
  const runs = words
    .join(' ')
    .split(/\S*<\*>\S*/)
    .map((run) => run.trim())
    .filter((run) => /\p{L}{2}/u.test(run));
  return runs.sort((left, right) => right.length - left.length).slice(0, 3);
}

function trendOf(messages: Message[], fromMs: number, toMs: number, scale: number): number[] {
  const trend = new Array<number>(parts).fill(0);
  for (const { atMs } of messages) {
    const at = Math.min(parts - 1, Math.max(0, Math.floor(((atMs - fromMs) / (toMs - fromMs)) * parts)));
    trend[at] = (trend[at] ?? 0) + 1;
  }
  return trend.map((count) => Math.round(count * scale));
}

interface Era {
  messages: Message[];
  /** Documents that there are; those read stand for them. */
  total: number;
}

const scaleOf = ({ messages, total }: Era) => (messages.length === 0 ? 0 : total / messages.length);

/** The shapes of the messages of a time, with the same shapes' counts in the time before. */
export function findPatterns(now: Era, before: Era | undefined, range: { fromMs: number; toMs: number }): Omit<Patterns, 'tookMs'> {
  const miner = new Miner<Message & { isBefore: boolean }>();
  for (const message of now.messages) miner.add(message.text, { ...message, isBefore: false });
  for (const message of before?.messages ?? []) miner.add(message.text, { ...message, isBefore: true });
  const scale = scaleOf(now);
  const toPattern = ({ words, members }: Cluster<Message & { isBefore: boolean }>): Pattern => {
    const mine = members.filter(({ isBefore }) => !isBefore);
    return {
      template: words.join(' ').replaceAll(/(= )(?=\S)/g, '=') || variable,
      count: Math.round(mine.length * scale),
      share: now.messages.length === 0 ? 0 : mine.length / now.messages.length,
      before: before ? Math.round((members.length - mine.length) * scaleOf(before)) : null,
      trend: trendOf(mine, range.fromMs, range.toMs, scale),
      sample: (mine[0] ?? members[0])?.text.slice(0, 2_000) ?? '',
      phrases: phrasesOf(words),
    };
  };
  const patterns = miner
    .clusters()
    .map(toPattern)
    .sort((left, right) => right.count - left.count || (right.before ?? 0) - (left.before ?? 0));
  return { patterns: patterns.slice(0, mostPatterns), total: now.total, read: now.messages.length };
}

function valueAt(source: unknown, path: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  const record = source as Record<string, unknown>;
  if (path in record) return record[path];
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : valueAt(record[path.slice(0, dot)], path.slice(dot + 1));
}

/** Messages out of hits that were asked for `_source` and sorted by time. */
export function messagesOf(answer: SearchResponse, field: string, timeField: string): Message[] {
  return answer.hits.hits.flatMap(({ _source: source }) => {
    const text = valueAt(source, field);
    const at = valueAt(source, timeField);
    return typeof text === 'string' ? [{ text, atMs: typeof at === 'number' ? at : Date.parse(String(at)) }] : [];
  });
}
