import { parse as parseCsvText } from 'csv-parse/sync';
import { compileGrok, GrokError } from '../../../lib/elastic/grok/grok';
import { parseJson } from '../../dsl/json';
import { javaSplit } from '../../painless/methods-text';
import { illegalArgument } from '../../plan/es-error';
import { appendField, findField, isAbsent, isMap, readField, readText, setOwn, writeField, writeSingle } from '../document';
import type { ProcessorType } from '../step';
import { compileDissect } from './dissect-pattern';
import { expression } from './texts';

const grok: ProcessorType = (options) => {
  const field = options.text('field');
  const patterns = options.list('patterns');
  if (patterns.length === 0) throw options.refuse('patterns', 'List of patterns must not be empty');
  const definitions = options.map('pattern_definitions') as Record<string, string> | undefined;
  const ignoreMissing = options.flag('ignore_missing', false);
  const trace = options.flag('trace_match', false);
  const set = options.oneOf('ecs_compatibility', ['disabled', 'v1'] as const, 'disabled');
  const compile = (list: string[]) => {
    try {
      return compileGrok(list, { set, ...(definitions ? { definitions } : {}) });
    } catch (error) {
      if (!(error instanceof GrokError)) throw error;
      throw options.refuse('patterns', `Invalid regex pattern found in: [${patterns.join(', ')}]. ${error.message}`);
    }
  };
  const compiled = compile(patterns);
  const single = trace ? patterns.map((pattern) => compile([pattern])) : [];
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const text = readText(document, field, 'process it');
    const captures = compiled.match(text);
    if (!captures) throw illegalArgument(`Provided Grok expressions do not match field value: [${text}]`);
    for (const { field: name, value, type } of captures)
      if (type === 'float') writeSingle(document, name, Number(value));
      else writeField(document, name, value);
    if (trace)
      writeField(
        document,
        '_ingest._grok_match_index',
        String(
          Math.max(
            0,
            single.findIndex((one) => one.match(text) !== undefined),
          ),
        ),
      );
    return true;
  };
};

const dissect: ProcessorType = (options) => {
  const field = options.text('field');
  const given = options.text('pattern');
  const separator = options.optionalText('append_separator') ?? '';
  const ignoreMissing = options.flag('ignore_missing', false);
  const run = compileDissect(given, separator);
  if (!run) throw options.refuse('pattern', `Unable to parse pattern: ${given}`);
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const text = readText(document, field, 'process it');
    const found = run(text);
    if (!found) throw illegalArgument(`Unable to find match for dissect pattern: ${given} against source: ${text}`);
    for (const [name, value] of found) writeField(document, name, value);
    return true;
  };
};

function mergeInto(target: Record<string, unknown>, given: Record<string, unknown>, recursive: boolean): void {
  for (const [key, value] of Object.entries(given)) {
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    if (recursive && isMap(before) && isMap(value)) mergeInto(before, value, true);
    else setOwn(target, key, value);
  }
}

const json: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field');
  const toRoot = options.flag('add_to_root', false);
  const conflict = options.oneOf('add_to_root_conflict_strategy', ['replace', 'merge'] as const, 'replace');
  options.flag('allow_duplicate_keys', false);
  const strict = options.flag('strict_json_parsing', true);
  if (toRoot && target !== undefined)
    throw options.refuse('target_field', 'Cannot set a target field while also setting `add_to_root` to true');
  return (document) => {
    const value = readField(document, field);
    let parsed: unknown = value;
    if (typeof value === 'string') {
      try {
        parsed = parseJson(value);
      } catch (error) {
        if (strict) throw illegalArgument(`field [${field}] is no JSON: ${(error as Error).message}`);
        parsed = parseJson(/^\s*(\{.*?\}|\[.*?\]|"[^"]*"|[^\s,]+)/s.exec(value)?.[1] ?? 'null');
      }
    }
    if (!toRoot) writeField(document, target ?? field, parsed);
    else if (isMap(parsed)) mergeInto(document.source, parsed, conflict === 'merge');
    else throw illegalArgument('cannot add non-map fields to root of document');
    return true;
  };
};

const brackets = /^(?:\((.*)\)|\[(.*)\]|<(.*)>|"(.*)"|'(.*)')$/s;

const trimmer = (letters: string | undefined) => {
  if (letters === undefined) return (text: string) => text;
  const set = `[${letters.replace(/[\]\\^-]/g, '\\$&')}]*`;
  const pattern = new RegExp(`^${set}([\\s\\S]*?)${set}$`);
  return (text: string) => pattern.exec(text)?.[1] ?? text;
};

const kv: ProcessorType = (options) => {
  const field = options.template('field');
  const fieldSplit = expression(options, 'field_split');
  const valueSplit = expression(options, 'value_split');
  const target = options.optionalTemplate('target_field');
  const include = options.optionalList('include_keys');
  const exclude = options.optionalList('exclude_keys');
  const ignoreMissing = options.flag('ignore_missing', false);
  const prefix = options.optionalText('prefix') ?? '';
  const strip = options.flag('strip_brackets', false);
  const trimKey = trimmer(options.optionalText('trim_key'));
  const trimValue = trimmer(options.optionalText('trim_value'));
  const wanted = (key: string) => (include ? include.includes(key) : true) && !exclude?.includes(key);
  const read = (raw: string) => {
    const text = trimValue(raw);
    const bare = strip ? brackets.exec(text) : null;
    return bare ? (bare.slice(1).find((inner) => inner !== undefined) ?? '') : text;
  };
  return (document) => {
    const path = field(document);
    if (isAbsent(document, path, ignoreMissing)) return true;
    const text = readText(document, path, 'extract key-value pairs');
    const holder = target ? `${target(document)}.` : '';
    for (const part of javaSplit(text, fieldSplit)) {
      const separator = valueSplit.exec(part);
      if (!separator) throw illegalArgument(`field [${path}] does not contain value_split [${valueSplit.source}]`);
      const key = trimKey(part.slice(0, separator.index));
      if (wanted(key)) appendPlain(document, `${holder}${prefix}${key}`, read(part.slice(separator.index + separator[0].length)));
    }
    return true;
  };
};

/** A second value for the same key makes a list of the two. */
function appendPlain(document: Parameters<typeof writeField>[0], path: string, value: string): void {
  if (findField(document, path) === undefined) writeField(document, path, value);
  else appendField(document, path, value);
}

const csv: ProcessorType = (options) => {
  const field = options.text('field');
  const targets = options.list('target_fields');
  const separator = options.optionalText('separator') ?? ',';
  const quote = options.optionalText('quote') ?? '"';
  if (separator.length !== 1) throw options.refuse('separator', 'separator has to be single character');
  if (quote.length !== 1) throw options.refuse('quote', 'quote has to be single character');
  const ignoreMissing = options.flag('ignore_missing', false);
  const trim = options.flag('trim', false);
  const empty = options.has('empty_value') ? options.raw('empty_value') : undefined;
  options.raw('empty_value');
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const line = readText(document, field, 'process it');
    let values: string[];
    try {
      values = (parseCsvText(line, { delimiter: separator, quote, trim, relax_column_count: true }) as string[][])[0] ?? [];
    } catch (error) {
      throw illegalArgument(`Illegal character inside unquoted field or unmatched quote: ${(error as Error).message}`);
    }
    targets.forEach((target, at) => {
      const value = values[at];
      if (value === undefined) return;
      if (value !== '') writeField(document, target, value);
      else if (empty !== undefined) writeField(document, target, empty);
    });
    return true;
  };
};

export const parserProcessors: Record<string, ProcessorType> = { grok, dissect, json, kv, csv };
