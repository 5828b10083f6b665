/** Where the group, class or escape that begins at `at` ends. */
function classEnd(source: string, at: number): number {
  let depth = 0;
  for (let place = at; place < source.length; place++) {
    const letter = source[place];
    if (letter === '\\') place++;
    else if (letter === '[') depth++;
    else if (letter === ']' && place > at + 1 && !(place === at + 2 && source[at + 1] === '^') && --depth === 0) return place;
  }
  return source.length;
}

/**
 * `(x)?` as `(?:(x)|)`. The two mean the same in Oniguruma, Java and Perl; JavaScript alone lets a quantified group not match
 * the empty text, so that `(.*?)? ` would skip a word there (ECMA-262, RepeatMatcher step 2.b).
 */
export function explicitOptionals(source: string): string {
  const open: number[] = [];
  let out = '';
  for (let at = 0; at < source.length; at++) {
    const letter = source[at] as string;
    const end = letter === '\\' ? at + 1 : letter === '[' ? classEnd(source, at) : at;
    if (letter === '(') open.push(out.length);
    out += source.slice(at, end + 1);
    at = end;
    if (letter !== ')') continue;
    const start = open.pop() ?? 0;
    const [quantifier = ''] = /^\?[?+]?/.exec(source.slice(at + 1, at + 3)) ?? [];
    if (quantifier === '' || /^\(\?<?[=!]/.test(out.slice(start, start + 4))) continue;
    out = out.slice(0, start) + alternative(out.slice(start), quantifier);
    at += quantifier.length;
  }
  return out;
}

function alternative(group: string, quantifier: string): string {
  if (quantifier === '??') return `(?:|${group})`;
  return quantifier === '?+' ? `(?>${group}|)` : `(?:${group}|)`;
}
