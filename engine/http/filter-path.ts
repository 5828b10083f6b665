import { wildcardToRegex } from '../../lib/elastic/wildcard';

const anyDepth = Symbol('**');
type Step = RegExp | typeof anyDepth;
type Pattern = Step[];

const toPattern = (text: string): Pattern =>
  text.split(/(?<!\\)\./).map((step) => (step === '**' ? anyDepth : wildcardToRegex(step.replaceAll('\\.', '.'))));

/** What is left of the patterns one name further down. */
const below = (patterns: Pattern[], name: string): Pattern[] =>
  patterns.flatMap(([first, ...rest]) => {
    if (first === anyDepth) return [[first, ...rest], ...below([rest], name)];
    return first?.test(name) ? [rest] : [];
  });

const isReached = (patterns: Pattern[]) => patterns.some((pattern) => pattern.every((step) => step === anyDepth));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isEmpty = (value: unknown) => isObject(value) && Object.keys(value).length === 0;

/** The part of an answer that a pattern names; undefined where there is none. */
function kept(value: unknown, patterns: Pattern[]): unknown {
  if (isReached(patterns)) return value;
  if (patterns.length === 0 || !isObject(value)) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => kept(item, patterns)).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  const entries = Object.entries(value)
    .map(([key, child]) => [key, kept(child, below(patterns, key))] as const)
    .filter(([, child]) => child !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** An answer without what a pattern names, and without what that leaves empty. */
function without(value: unknown, patterns: Pattern[]): unknown {
  if (isReached(patterns)) return undefined;
  if (patterns.length === 0 || !isObject(value)) return value;
  const left = (child: unknown, rest: Pattern[]) => {
    const after = without(child, rest);
    return isEmpty(after) && !isEmpty(child) ? undefined : after;
  };
  if (Array.isArray(value)) return value.map((item) => left(item, patterns)).filter((item) => item !== undefined);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, child]) => [key, left(child, below(patterns, key))] as const)
      .filter(([, child]) => child !== undefined),
  );
}

/**
 * An answer as `filter_path` asks for it: `hits.hits._id,-took,**.value`. Names with `*`, any depth with `**`, what to leave out with `-`;
 * arrays are looked through.
 * https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#common-options-response-filtering
 */
export function filterPath(body: unknown, filter: string | null): unknown {
  if (!filter || !isObject(body) || body instanceof Uint8Array) return body;
  const names = filter.split(',').map((name) => name.trim());
  const excluded = names.filter((name) => name.startsWith('-')).map((name) => toPattern(name.slice(1)));
  const included = names.filter((name) => name !== '' && !name.startsWith('-')).map(toPattern);
  const part = included.length === 0 ? body : (kept(body, included) ?? {});
  return without(part, excluded) ?? {};
}
