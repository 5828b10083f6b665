import { StringTokenizer } from './methods-text';
import { ScriptFault } from './script-error';
import { isExceptionType, isListType, isMapType, isSetType, simpleName } from './types';
import { isMap, itemsOf, PainlessSet, StringBuilder, Thrown, toText } from './values';

const sized = (first: unknown) => first === undefined || typeof first === 'number';

const constructors: [names: (name: string) => boolean, make: (args: unknown[], name: string) => unknown][] = [
  [isMapType, ([first]) => (isMap(first) ? { ...first } : {})],
  [isSetType, ([first]) => new PainlessSet(sized(first) ? [] : itemsOf(first))],
  [isListType, ([first]) => (sized(first) ? [] : [...itemsOf(first)])],
  [(name) => /^StringBu/.test(name), ([first]) => new StringBuilder(sized(first) ? '' : toText(first))],
  [
    (name) => name === 'StringTokenizer',
    ([first, second]) => new StringTokenizer(toText(first), second === undefined ? undefined : toText(second)),
  ],
  [
    (name) => name === 'String',
    ([first]) => (first === undefined ? '' : Array.isArray(first) ? first.map(toText).join('') : toText(first)),
  ],
  [isExceptionType, ([first], name) => new Thrown(name, first === undefined ? '' : toText(first))],
  [(name) => name === 'Object', () => ({})],
];

/** `new Type(…)`. */
export function construct(type: string, args: unknown[]): unknown {
  const name = simpleName(type);
  const found = constructors.find(([names]) => names(name));
  if (!found) throw new ScriptFault('illegal_argument_exception', `cannot make a new [${type}]`);
  return found[1](args, name);
}
