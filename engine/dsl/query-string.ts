import { escapeRegex } from '../../lib/elastic/wildcard';
import { parsingError } from '../plan/es-error';
import { type Field, isRange } from '../plan/field';
import { all, and, none, or, type Predicate } from '../plan/predicate';
import type { FieldLookup } from './fields';
import { boosted } from './query-body';
import { spanQuery } from './range-fields';
import { matchPhrase, matchWords } from './text-match';
import { ipRange, toScalar } from './values';

interface Options {
  fields: Field[];
  lookup: FieldLookup;
  defaultOperator: 'and' | 'or';
  lenient: boolean;
  analyzer?: string;
}

const analyzerOf = ({ analyzer }: Options) => (analyzer === undefined ? {} : { analyzer });

const token =
  /\s*(?:(\(|\)|\[|\{|\]|\})|(&&|AND\b)|(\|\||OR\b)|(!|NOT\b)|([+-])(?=\S)|"((?:[^"\\]|\\.)*)"(?:~(\d+))?|(\/(?:[^/\\]|\\.)+\/)|((?:[^\s()[\]{}":^~\\]|\\.)+)(~[\d.]*)?|(:)|([\^~][\d.]*))/y;

interface Piece {
  kind: 'open' | 'close' | 'range-open' | 'range-close' | 'and' | 'or' | 'not' | 'sign' | 'phrase' | 'regex' | 'word' | 'colon' | 'boost';
  text: string;
  /** Strangers that may come between a phrase's words; edits that a word may be away, `AUTO` where none is said. */
  slack?: string;
}

function bracket(text: string): Piece {
  if (text === '(') return { kind: 'open', text };
  if (text === ')') return { kind: 'close', text };
  return { kind: text === '[' || text === '{' ? 'range-open' : 'range-close', text };
}

function pieceOf(match: RegExpExecArray): Piece {
  const [, mark, conjunction, disjunction, negation, sign, phrase, slop, regex, word, fuzzy, symbol] = match;
  if (mark) return bracket(mark);
  if (conjunction) return { kind: 'and', text: conjunction };
  if (disjunction) return { kind: 'or', text: disjunction };
  if (negation) return { kind: 'not', text: negation };
  if (sign) return { kind: 'sign', text: sign };
  if (phrase !== undefined) return { kind: 'phrase', text: phrase, ...(slop === undefined ? {} : { slack: slop }) };
  if (regex) return { kind: 'regex', text: regex.slice(1, -1) };
  if (word) return { kind: 'word', text: word, ...(fuzzy === undefined ? {} : { slack: fuzzy.slice(1) || 'AUTO' }) };
  return { kind: symbol === ':' ? 'colon' : 'boost', text: symbol ?? '' };
}

function pieces(input: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  const text = input.trimEnd();
  while (at < text.length) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) throw parsingError(`Failed to parse query [${input}]`);
    at = token.lastIndex;
    const piece = pieceOf(match);
    if (piece.kind !== 'boost' || piece.text.startsWith('^')) out.push(piece);
  }
  return out;
}

const unescape = (text: string) => text.replace(/\\(.)/g, '$1');

/** Words with `*` and `?` as RE2; the backslash escapes. */
function wildcard(text: string): string {
  return text.replace(/\\(.)|([*?])|([^*?\\])/g, (_, escaped, wild, plain) =>
    escaped ? escapeRegex(escaped) : wild ? (wild === '*' ? '.*' : '.') : escapeRegex(plain),
  );
}

/** Lucene's query syntax: AND OR NOT + - ( ) field:value "phrase" wild* /regex/ [a TO b] >=5 _exists_:field. */
class LuceneParser {
  private at = 0;

  constructor(
    private readonly list: Piece[],
    private readonly options: Options,
    private readonly input: string,
  ) {}

  private peek(offset = 0): Piece | undefined {
    return this.list[this.at + offset];
  }

  private fail(): never {
    throw parsingError(`Failed to parse query [${this.input}]`);
  }

  parse(): Predicate {
    if (this.list.length === 0) return none;
    const result = this.clauses(this.options.fields);
    if (this.at < this.list.length) this.fail();
    return result;
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a state machine over tokens reads best in one piece
  private clauses(fields: Field[]): Predicate {
    const must: Predicate[] = [];
    const should: Predicate[] = [];
    const not: Predicate[] = [];
    while (this.peek() && this.peek()?.kind !== 'close') {
      let required = this.options.defaultOperator === 'and';
      if (this.peek()?.kind === 'and' || this.peek()?.kind === 'or') {
        const joined = this.peek()?.kind === 'and';
        this.at++;
        if (joined) {
          required = true;
          const last = should.pop();
          if (last) must.push(last);
        }
      }
      let negate = false;
      while (this.peek()?.kind === 'not' || this.peek()?.kind === 'sign') {
        if (this.peek()?.text === '+') required = true;
        else negate = !negate;
        this.at++;
      }
      const clause = this.clause(fields);
      (negate ? not : required || this.peek()?.kind === 'and' ? must : should).push(clause);
    }
    const positive = must.length > 0 ? and(must) : should.length > 0 ? or(should) : all;
    return and([positive, ...not.map((of): Predicate => ({ type: 'not', of }))]);
  }

  /** A clause with the weight that may follow it. */
  private clause(fields: Field[]): Predicate {
    const own = this.plainClause(fields);
    const weight = this.peek();
    if (weight?.kind !== 'boost') return own;
    this.at++;
    return boosted(weight.text.slice(1), own);
  }

  private plainClause(fields: Field[]): Predicate {
    const piece = this.peek();
    if (!piece) this.fail();
    if (piece.kind === 'open') {
      this.at++;
      const inner = this.clauses(fields);
      if (this.peek()?.kind !== 'close') this.fail();
      this.at++;
      return inner;
    }
    if (piece.kind === 'word' && this.peek(1)?.kind === 'colon') {
      this.at += 2;
      const path = unescape(piece.text);
      if (path === '_exists_') {
        const named = unescape(this.peek()?.text ?? '');
        this.at++;
        return or(this.options.lookup.match(named).map((field): Predicate => ({ type: 'exists', field })));
      }
      return this.plainClause(this.options.lookup.match(path));
    }
    return this.value(fields);
  }

  private value(fields: Field[]): Predicate {
    const piece = this.peek();
    if (!piece) this.fail();
    this.at++;
    const { lookup, lenient } = this.options;
    if (piece.kind === 'phrase')
      return or(
        fields.map((field) =>
          matchPhrase(field, unescape(piece.text), lookup, false, { lenient, slop: Number(piece.slack ?? 0), ...analyzerOf(this.options) }),
        ),
      );
    if (piece.kind === 'regex')
      return or(
        fields
          .filter((field) => field.columnType === 'VARCHAR')
          .map((field): Predicate => ({ type: 'regex', field, pattern: piece.text, caseInsensitive: false })),
      );
    if (piece.kind === 'range-open') return this.range(fields, piece.text === '[');
    if (piece.kind !== 'word') this.fail();
    const comparison = /^(>=|<=|>|<)(.+)$/.exec(piece.text);
    if (comparison) {
      const operator = ({ '>=': 'gte', '<=': 'lte', '>': 'gt', '<': 'lt' } as const)[comparison[1] as '>'];
      return or(fields.map((field) => this.bounded(field, { [operator]: unescape(comparison[2] ?? '') })));
    }
    if (piece.text === '*') return or(fields.map((field): Predicate => ({ type: 'exists', field })));
    if (/(^|[^\\])[*?]/.test(piece.text)) {
      return or(
        fields
          .filter((field) => field.columnType === 'VARCHAR' && field.type !== 'nested')
          .map(
            (field): Predicate => ({
              type: 'regex',
              field,
              pattern: field.type === 'text' ? wildcard(piece.text.toLowerCase()) : wildcard(piece.text),
              caseInsensitive: false,
            }),
          ),
      );
    }
    return or(
      fields.map((field) =>
        matchWords(field, unescape(piece.text), lookup, { lenient, fuzziness: piece.slack, ...analyzerOf(this.options) }),
      ),
    );
  }

  private range(fields: Field[], lowInclusive: boolean): Predicate {
    const low = this.peek();
    const to = this.peek(1);
    const high = this.peek(2);
    const close = this.peek(3);
    if (!low || to?.text !== 'TO' || !high || close?.kind !== 'range-close') this.fail();
    this.at += 4;
    const bounds: Record<string, string> = {};
    if (low.text !== '*') bounds[lowInclusive ? 'gte' : 'gt'] = unescape(low.text);
    if (high.text !== '*') bounds[close.text === ']' ? 'lte' : 'lt'] = unescape(high.text);
    return or(fields.map((field) => this.bounded(field, bounds)));
  }

  private bounded(field: Field, bounds: Record<string, string>): Predicate {
    try {
      if (field.type === 'ip') return ipRange(field, bounds);
      if (isRange(field)) return spanQuery(field, bounds, this.options.lookup.nowMs);
      const read = Object.entries(bounds).map(([key, value]) => [
        key,
        toScalar(field, value, this.options.lookup, { roundUp: key === 'lte' || key === 'gt' }),
      ]);
      return { type: 'range', field, ...Object.fromEntries(read) };
    } catch (error) {
      if (this.options.lenient) return none;
      throw error;
    }
  }
}

export function parseQueryString(input: string, options: Options): Predicate {
  return new LuceneParser(pieces(input), options, input).parse();
}
