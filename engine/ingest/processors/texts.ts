import { parseBytes } from '../../painless/bytes';
import { javaRegex } from '../../painless/java-regex';
import { javaReplacement, javaSplit } from '../../painless/methods-text';
import { illegalArgument } from '../../plan/es-error';
import { isAbsent, javaClass, readField, readText, writeField } from '../document';
import type { Options } from '../options';
import type { ProcessorType } from '../step';

const globally = (pattern: RegExp) => new RegExp(pattern, `${pattern.flags.replace('g', '')}g`);

/** A Java expression of an option. */
export function expression(options: Options, name: string): RegExp {
  try {
    return javaRegex(options.text(name));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw options.refuse(name, `Invalid regex pattern. ${error.message}`);
  }
}

/** A processor that turns a text, or each of a list, into something else. */
function each(what: string, make: (options: Options) => (text: string) => unknown): ProcessorType {
  return (options) => {
    const field = options.text('field');
    const target = options.optionalText('target_field') ?? field;
    const ignoreMissing = options.flag('ignore_missing', false);
    const run = make(options);
    return (document) => {
      if (isAbsent(document, field, ignoreMissing)) return true;
      const value = readField(document, field);
      if (value === null) throw illegalArgument(`field [${field}] is null, cannot ${what}.`);
      const items = Array.isArray(value) ? value : [value];
      const wrong = items.find((item) => typeof item !== 'string');
      if (wrong !== undefined)
        throw illegalArgument(
          Array.isArray(value)
            ? `value [${String(wrong)}] of type [${javaClass(wrong)}] in list field [${field}] cannot be cast to [java.lang.String]`
            : `field [${field}] of type [${javaClass(wrong)}] cannot be cast to [java.lang.String]`,
        );
      writeField(document, target, Array.isArray(value) ? value.map((item) => run(String(item))) : run(value as string));
      return true;
    };
  };
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text of an HTML fragment: tags become line breaks where they begin a block, nothing elsewhere. */
function stripHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?(?:p|div|br|h\d|li|ul|ol|table|tr|section|article|blockquote|pre)\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
      if (name.startsWith('#')) return String.fromCodePoint(Number(name[1] === 'x' ? `0${name.slice(1)}` : name.slice(1)) & 0x1fffff);
      return entities[name.toLowerCase()] ?? whole;
    });
}

const split: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? field;
  const separator = expression(options, 'separator');
  const ignoreMissing = options.flag('ignore_missing', false);
  const keepEnd = options.flag('preserve_trailing', false);
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    writeField(document, target, javaSplit(readText(document, field, 'split'), separator, keepEnd ? -1 : 0));
    return true;
  };
};

const join: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? field;
  const separator = options.text('separator');
  const ignoreMissing = options.flag('ignore_missing', false);
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const value = readField(document, field);
    if (value === null) throw illegalArgument(`field [${field}] is null, cannot join.`);
    if (!Array.isArray(value)) throw illegalArgument(`field [${field}] of type [${javaClass(value)}] cannot be cast to [java.util.List]`);
    writeField(document, target, value.map(String).join(separator));
    return true;
  };
};

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw illegalArgument(`Could not URL-decode value [${text}]`);
  }
}

export const textProcessors: Record<string, ProcessorType> = {
  gsub: each('match pattern', (options) => {
    const pattern = globally(expression(options, 'pattern'));
    const replacement = javaReplacement(options.text('replacement'));
    return (text) => text.replace(pattern, replacement);
  }),
  trim: each('process it', () => (text) => text.trim()),
  lowercase: each('process it', () => (text) => text.toLowerCase()),
  uppercase: each('process it', () => (text) => text.toUpperCase()),
  bytes: each('process it', () => parseBytes),
  html_strip: each('process it', () => stripHtml),
  urldecode: each('process it', () => decodeUrl),
  split,
  join,
};
