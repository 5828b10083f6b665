import { toRegExp } from 'oniguruma-to-es';
import classicPatterns from './classic.json';
import ecsPatterns from './ecs-v1.json';
import { explicitOptionals } from './optional-groups';

export type PatternSet = 'disabled' | 'v1';

/** The shipped patterns by name: Elasticsearch's `ecs_compatibility` switch chooses between the two sets. */
export const grokPatterns = (set: PatternSet): Record<string, string> => (set === 'v1' ? ecsPatterns : classicPatterns);

export class GrokError extends Error {}

export interface Capture {
  field: string;
  /** Where the value begins and ends in the line; UTF-16 units. */
  start: number;
  end: number;
  value: string | number | boolean;
  /** As the pattern names it: int, long, float, double, boolean. */
  type: string | undefined;
}

export interface Grok {
  /** The captures of the first place that fits, in the order of the pattern; undefined where nothing fits. */
  match: (text: string) => Capture[] | undefined;
  fields: string[];
}

interface Field {
  name: string;
  type: string | undefined;
}

/** `%{NAME:field:type}` or `(?<field>`. */
const named = /%\{(\w+)(?::([^:}]+))?(?::(\w+))?\}|\(\?<([A-Za-z_@[][^>=!]*)>/g;
const mostDepth = 100;
const mostLength = 400_000;

/** `[a][b]` is `a.b`. */
const fieldName = (name: string) => (name.startsWith('[') ? name.slice(1, -1).split('][').join('.') : name);

class Expansion {
  readonly fields: Field[] = [];

  constructor(private readonly patterns: Record<string, string>) {}

  private group(name: string, type?: string): string {
    this.fields.push({ name: fieldName(name), type });
    return `(?<g${this.fields.length - 1}>`;
  }

  expand(pattern: string, path: string[] = []): string {
    if (path.length > mostDepth) throw new GrokError(`circular reference in pattern [${path[0]}]`);
    const text = pattern.replace(
      named,
      (_, name: string, field: string | undefined, type: string | undefined, inline: string | undefined) => {
        if (inline !== undefined) return this.group(inline);
        if (path.includes(name)) throw new GrokError(`circular reference in pattern [${name}]`);
        const found = Object.hasOwn(this.patterns, name) ? this.patterns[name] : undefined;
        if (found === undefined) throw new GrokError(`Unable to find pattern [${name}] in Grok's pattern dictionary`);
        const opening = field === undefined ? '(?:' : this.group(field, type);
        return `${opening}${this.expand(found, [...path, name])})`;
      },
    );
    if (text.length > mostLength) throw new GrokError('the pattern is too long once its parts are put in');
    return text;
  }
}

function convert(text: string, type: string | undefined): string | number | boolean {
  switch (type) {
    case 'int':
    case 'integer':
    case 'long':
      return Number.parseInt(text, 10);
    case 'float':
    case 'double':
      return Number.parseFloat(text);
    case 'boolean':
      return text.toLowerCase() === 'true';
    default:
      return text;
  }
}

const types = ['int', 'integer', 'long', 'float', 'double', 'boolean', 'string', undefined];

/**
 * A grok pattern, or several of which any may fit, ready to match. The syntax is Elasticsearch's: Oniguruma with `%{NAME}`,
 * `%{NAME:field}`, `%{NAME:field:type}` and `(?<field>…)`; several are one alternation, as there.
 * Throws GrokError for unknown names, cycles, unknown types and expressions that are none.
 */
export function compileGrok(patterns: string[], options: { definitions?: Record<string, string>; set?: PatternSet } = {}): Grok {
  const expansion = new Expansion({ ...grokPatterns(options.set ?? 'disabled'), ...options.definitions });
  const parts = patterns.map((pattern) => expansion.expand(pattern));
  const { fields } = expansion;
  const unknown = fields.find(({ type }) => !types.includes(type));
  if (unknown)
    throw new GrokError(`unknown type [${unknown.type}] of field [${unknown.name}]; the types are int, long, float, double, boolean`);
  const source = parts.length === 1 ? (parts[0] as string) : parts.map((part) => `(?:${part})`).join('|');
  let expression: RegExp;
  // not the newer flag v: with it Node 20's V8 does not find (?:a[^b]*b)+ in "axxb c"
  try {
    expression = toRegExp(explicitOptionals(source), { target: 'ES2018', hasIndices: true, rules: { allowOrphanBackrefs: true } });
  } catch (error) {
    throw new GrokError(`Invalid regex pattern found in: ${JSON.stringify(patterns)}: ${(error as Error).message}`);
  }
  return {
    fields: [...new Set(fields.map(({ name }) => name))],
    match: (text) => {
      const found = expression.exec(text);
      if (!found) return undefined;
      const captures: Capture[] = [];
      fields.forEach(({ name, type }, at) => {
        const value = found.groups?.[`g${at}`];
        const range = found.indices?.groups?.[`g${at}`];
        if (value === undefined || !range) return;
        captures.push({ field: name, start: range[0], end: range[1], value: convert(value, type), type });
      });
      return captures;
    },
  };
}
