/** Stands for the part of a message that changes. */
export const variable = '<*>';

const topLevel = 'com|net|org|edu|gov|mil|info|io|arpa|local|lan|internal|de|fr|jp|tw|kr|cn|br|it|uk|ru|nl|pl|ca|au|ch|se|es|hk|in|us';

/** What is a value whatever stands around it. In this order: what is longer first. */
const values = [
  // addresses of the web, mail, network and machine
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+/gi,
  /\b[\w.+-]+@[\w-]+(\.[\w-]+)+\b/g,
  /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi,
  /(?<![\w.])\/?\d{1,3}(\.\d{1,3}){3}(:\d+)?(?![\w.])/g,
  new RegExp(`\\b(?!(com|org|net|java|android)\\.)[\\w-]+(\\.[\\w-]+)*\\.(${topLevel})\\b(:\\d+)?(?![.\\w])`, 'gi'),
  // times and dates
  /\b((mon|tue|wed|thu|fri|sat|sun)\w*,? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* +\d{1,2},? +(\d{4} )?\d{2}:\d{2}(:\d{2})?( \d{4})?\b/gi,
  /\b\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?\b/g,
  /\b\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\b/g,
  // files
  /(?<![\w.])(\/[\w.@:+%~-]+){2,}\/?/g,
  // lengths of time and amounts
  /<?\b\d+([.,]\d+)? ?(secs?|seconds?|msecs?|ms|minutes?|hours?|days?)\b/g,
  // names that end in a long number, numbers in hexadecimal, numbers
  /\b[a-z]+[_-]-?\d{5,}\b/gi,
  /\b0x[0-9a-f]+\b/gi,
  /\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi,
  /(?<![\w.])[+-]?\d+([.,]\d+)*(?=(%|[KMGT]?i?B|s)?(?![\w]))/g,
];
/** The same value once more, in other words: `1224 bytes (1.19 KB)`. */
const aside = / \((<\*>( [KMGT]?i?B)?|[^()\s]*[.\d<][^()\s]*)?\)/g;

/** A message with its values taken out, as words. `key=value` is two words. */
export function words(message: string): string[] {
  let masked = message.length > 2_000 ? message.slice(0, 2_000) : message;
  for (const value of values) masked = masked.replace(value, variable);
  return masked
    .replace(aside, '')
    .replace(/=(?=\S)/g, '= ')
    .split(/\s+/)
    .filter(Boolean);
}

const hasDigit = /\d/;
const keyOf = (word: string | undefined): string =>
  word === undefined ? '' : word.includes(variable) || hasDigit.test(word) ? variable : word;

export interface Cluster<T> {
  words: string[];
  members: T[];
}

const plain = /^[a-z][a-z]*[:,.;]?$/i;

/** What it costs the likeness that two words differ: much where both are plain words, little where they look like values. */
function cost(left: string, right: string): number {
  if (left === variable || right === variable) return 0.3;
  return plain.test(left) && plain.test(right) ? 1.5 : 0.7;
}

/** Words in common against what differs, 0 to 1. What is masked in both says nothing. */
function likeness(template: string[], given: string[]): number {
  let same = 0;
  let differs = 0;
  for (let at = 0; at < template.length; at++) {
    const [left, right] = [template[at] as string, given[at] as string];
    if (left !== right) differs += cost(left, right);
    else if (left !== variable) same++;
  }
  return differs === 0 ? 1 : same / (same + differs);
}

/**
 * Groups messages by their shape, one at a time. After Drain (He, Zhu, Zheng, Lyu 2017): a tree of fixed depth by number of words and
 * first words leads to a few candidates, and the most alike takes the message. Other than there, values are masked before, and plain words
 * that differ weigh more than words that look like values.
 */
export class Miner<T> {
  private readonly leaves = new Map<string, Cluster<T>[]>();

  constructor(private readonly threshold = 0.65) {}

  add(message: string, member: T): void {
    const given = words(message);
    const key = `${given.length}\0${keyOf(given[0])}\0${given.length > 4 ? keyOf(given[1]) : ''}`;
    const leaf = this.leaves.get(key) ?? [];
    this.leaves.set(key, leaf);
    let best: Cluster<T> | undefined;
    let bestLikeness = this.threshold;
    for (const cluster of leaf) {
      const found = likeness(cluster.words, given);
      if (found >= bestLikeness && (best === undefined || found > bestLikeness)) [best, bestLikeness] = [cluster, found];
    }
    if (!best) {
      leaf.push({ words: given, members: [member] });
      return;
    }
    best.members.push(member);
    best.words = best.words.map((word, at) => (word === given[at] ? word : variable));
  }

  /** The groups, largest first. */
  clusters(): Cluster<T>[] {
    return [...this.leaves.values()].flat().sort((left, right) => right.members.length - left.members.length);
  }
}
