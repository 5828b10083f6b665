import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';

type Token = { kind: 'word' | 'name' | 'text' | 'mark'; text: string };

const tokenPattern = /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"]|"")*)"|`([^`]*)`|'((?:[^']|'')*)'|([A-Za-z_][\w$]*)|(\d[\w.]*)|(\S)/y;

function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(sql);
    if (!match) throw new AppError('sql-rejected', t('The statement cannot be read at character {at}.', { at: at + 1 }));
    at = tokenPattern.lastIndex;
    const name = match[1] ?? match[2];
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"') });
    else if (match[3] !== undefined) tokens.push({ kind: 'text', text: match[3] });
    else if (match[4]) tokens.push({ kind: 'word', text: match[4] });
    else if (match[5]) tokens.push({ kind: 'mark', text: match[5] });
    else if (match[6]) tokens.push({ kind: 'mark', text: match[6] });
  }
  return tokens;
}

const afterTable = new Set([
  'where',
  'group',
  'order',
  'having',
  'limit',
  'union',
  'intersect',
  'except',
  'window',
  'qualify',
  'offset',
  'fetch',
]);
/** Words that name or change tables outside a FROM clause; as column names they must be quoted. */
const refusedWords = new Set([
  'table',
  'pivot',
  'unpivot',
  'describe',
  'summarize',
  'show',
  'call',
  'attach',
  'copy',
  'into',
  'pragma',
  'install',
  'load',
  'set',
  'export',
  'import',
  'insert',
  'update',
  'delete',
  'create',
  'drop',
  'alter',
  'execute',
  'prepare',
  'explain',
]);

const isWord = (token: Token | undefined, word: string) => token?.kind === 'word' && token.text.toLowerCase() === word;

/**
 * Index expressions that a SELECT reads, from its FROM and JOIN clauses. Deliberately strict: what is not plainly a name
 * (a function call, a text literal, a second statement) is refused, because what is not understood cannot be allowed.
 * Throws AppError `sql-rejected`.
 */
export function sqlTables(sql: string): string[] {
  const tokens = tokenize(sql.trim().replace(/;\s*$/, ''));
  const [first] = tokens;
  if (!isWord(first, 'select') && !isWord(first, 'with')) throw new AppError('sql-rejected', t('Send one SELECT statement.'));
  if (tokens.some((token) => token.kind === 'mark' && token.text === ';'))
    throw new AppError('sql-rejected', t('Send one SELECT statement, not several.'));
  const refused = tokens.find((token) => token.kind === 'word' && refusedWords.has(token.text.toLowerCase()));
  if (refused)
    throw new AppError(
      'sql-rejected',
      t('"{word}" is not allowed: only SELECT is. A column of that name needs double quotes.', { word: refused.text }),
    );
  const ctes = cteNames(tokens);
  const tables = new Set<string>();
  tokens.forEach((token, at) => {
    const previous = tokens[at - 1];
    const insideFunction = isWord(token, 'from') && isExtractFrom(tokens, at);
    if ((isWord(token, 'from') || isWord(token, 'join')) && !insideFunction && !isWord(previous, 'distinct'))
      readTables(tokens, at + 1, tables);
  });
  return [...tables].filter((table) => !ctes.has(table));
}

/** `EXTRACT(hour FROM ts)`, `TRIM(x FROM y)`, `IS DISTINCT FROM` are no tables. */
function isExtractFrom(tokens: Token[], at: number): boolean {
  for (let back = at - 1, depth = 0; back >= 0 && at - back < 12; back--) {
    const text = tokens[back]?.text;
    if (text === ')') depth++;
    if (text === '(') {
      if (depth === 0) return ['extract', 'trim', 'substring', 'overlay', 'position'].includes(tokens[back - 1]?.text.toLowerCase() ?? '');
      depth--;
    }
  }
  return false;
}

function cteNames(tokens: Token[]): Set<string> {
  const names = new Set<string>();
  tokens.forEach((token, at) => {
    if (
      (token.kind === 'word' || token.kind === 'name') &&
      isWord(tokens[at + 1], 'as') &&
      tokens[at + 2]?.text === '(' &&
      (isWord(tokens[at - 1], 'with') || tokens[at - 1]?.text === ',')
    )
      names.add(token.text);
  });
  return names;
}

/** Reads one FROM clause up to its end: a table stands after FROM, after every JOIN and after every comma at its level. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a state machine over tokens reads best in one piece
function readTables(tokens: Token[], start: number, tables: Set<string>): void {
  let depth = 0;
  let expected = true;
  for (let at = start; at < tokens.length || expected; at++) {
    const token = tokens[at];
    if (!token) throw new AppError('sql-rejected', t('FROM needs an index: FROM "shop-logs-*".'));
    if (token.text === '(' && token.kind === 'mark') {
      depth++;
      expected = false;
    } else if (token.text === ')' && token.kind === 'mark') {
      if (--depth < 0) return;
    } else if (depth > 0) {
      continue;
    } else if (expected) {
      at = readName(tokens, at, tables) - 1;
      expected = false;
    } else if (token.kind === 'word' && afterTable.has(token.text.toLowerCase())) return;
    else if ((token.kind === 'mark' && token.text === ',') || isWord(token, 'join')) expected = true;
    if (expected && isWord(tokens[at + 1], 'lateral')) at++;
  }
}

/** Reads a dotted name and answers the place after it. */
function readName(tokens: Token[], start: number, tables: Set<string>): number {
  const token = tokens[start] as Token;
  if (token.kind === 'text' || token.kind === 'mark')
    throw new AppError(
      'sql-rejected',
      t('Write the index in double quotes: FROM "{index}".', { index: token.kind === 'text' ? token.text : 'logs-*' }),
    );
  let name = token.text;
  let at = start + 1;
  while (tokens[at]?.text === '.' && tokens[at + 1]) {
    name += `.${tokens[at + 1]?.text}`;
    at += 2;
  }
  if (tokens[at]?.text === '(') throw new AppError('sql-rejected', t('{name}() cannot be read from; name an index.', { name }));
  tables.add(name);
  return at;
}
