import { toRegExp } from 'oniguruma-to-es';
import { explicitOptionals } from '../../lib/elastic/grok/optional-groups';

/** What Java's expressions have and JavaScript's do not: possessive and atomic groups, inline flags, POSIX classes, `\Q…\E`. */
const foreign = /\(\?>|\(\?[a-z]*-?[a-z]+[:)]|[*+?}]\+|\\[hRQAZz]|\\p\{|\[\[:|&&\[/;
const known = new Map<string, RegExp>();

const withoutQuotes = (pattern: string) =>
  pattern.replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
/** Java's names of character classes that Oniguruma has under others. */
const classes: [RegExp, string][] = [
  [/\\p\{(Alpha|Alnum|Digit|Punct|Upper|Lower|Space|Blank|Cntrl|Graph|Print|XDigit|ASCII)\}/g, '[[:$1:]]'],
  [/\\p\{Is(\w+)\}/g, '\\p{$1}'],
];

/**
 * A regular expression of `java.util.regex` as JavaScript's, without the `g` flag. `flags` are Painless's: i, m, s, x, u.
 * Throws SyntaxError for what neither reads.
 */
export function javaRegex(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  let found = known.get(key);
  if (found) return found;
  const own = [...flags].filter((flag) => 'ims'.includes(flag)).join('');
  if (!foreign.test(pattern) && !flags.includes('x')) found = new RegExp(explicitOptionals(pattern), own);
  else {
    let source = explicitOptionals(withoutQuotes(pattern));
    for (const [from, to] of classes) source = source.replace(from, (_, name: string) => to.replace('$1', name.toLowerCase()));
    const inline = [...flags].filter((flag) => 'ix'.includes(flag)).join('') + (flags.includes('s') ? 'm' : '');
    found = toRegExp(inline ? `(?${inline})${source}` : source, { target: 'ES2018', rules: { singleline: !flags.includes('m') } });
  }
  if (known.size > 1_000) known.clear();
  known.set(key, found);
  return found;
}
