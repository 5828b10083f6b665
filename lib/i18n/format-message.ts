type Values = Record<string, string | number>;

/** The end of what a brace opens: the place of its other one. Quoted braces do not count. */
function closing(message: string, open: number): number {
  let depth = 0;
  for (let at = open; at < message.length; at++) {
    if (message[at] === "'" && /[{}]/.test(message[at + 1] ?? '')) at = Math.max(at + 1, message.indexOf("'", at + 1));
    else if (message[at] === '{') depth++;
    else if (message[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`A brace is never closed: ${message}`);
}

/** The words of a plural that suit a number: `one {# place} other {# places}`. */
function plural(branches: string, count: number, locale: string): string {
  const wanted = new Intl.PluralRules(locale).select(count);
  let found = '';
  for (let at = 0; at < branches.length; ) {
    const open = branches.indexOf('{', at);
    if (open < 0) break;
    const close = closing(branches, open);
    const name = branches.slice(at, open).trim();
    if (name === wanted || (name === 'other' && !found)) found = branches.slice(open + 1, close);
    at = close + 1;
  }
  return found.replaceAll('#', count.toLocaleString(locale));
}

/**
 * A message with its values: `{name}`, `{count, plural, one {…} other {…}}`, quoted braces `'{'`. The part of ICU MessageFormat that messages use
 * (https://unicode-org.github.io/icu/userguide/format_parse/messages/): the whole of it, as a library, was a twenty-fifth of all that a shared
 * page may load. Throws where a brace is never closed.
 */
export function formatMessage(message: string, values: Values, locale: string): string {
  let said = '';
  for (let at = 0; at < message.length; at++) {
    const letter = message[at];
    if (letter === "'" && /[{}]/.test(message[at + 1] ?? '')) {
      const end = message.indexOf("'", at + 1);
      said += message.slice(at + 1, end < 0 ? undefined : end);
      at = end < 0 ? message.length : end;
    } else if (letter === '{') {
      const close = closing(message, at);
      const [name = '', kind, ...rest] = message.slice(at + 1, close).split(',');
      const value = values[name.trim()];
      said +=
        kind?.trim() === 'plural'
          ? formatMessage(plural(rest.join(','), Number(value), locale), values, locale)
          : String(value ?? `{${name}}`);
      at = close;
    } else said += letter;
  }
  return said;
}
