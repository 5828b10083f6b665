import type { EsError } from '../plan/es-error';
import type { Expression, Statement } from './ast';
import { staticConstant } from './constants';
import { construct } from './construct';
import { javaRegex } from './java-regex';
import { callMethod, isMethodName, readMember } from './members';
import type { Meter } from './meter';
import { asPattern, binaryOperators, cast, fit, isInstance, truth, unaryOperators } from './operators';
import { type Frame, frameOf, Scope } from './scope';
import { badArgument, nullPointer, ScriptFault } from './script-error';
import { staticMethod } from './statics';
import { Char, checkLength, floating, isMap, type Json, mostItems, readKey, toNumber, writeKey } from './values';

export type Run = (frame: Frame) => unknown;

export interface Compiler {
  functions: Map<string, { run: (args: unknown[]) => unknown }>;
  meter: Meter;
  refuse: (at: number, reason: string) => EsError;
  block: (statements: Statement[], scope: Scope) => (frame: Frame) => unknown;
}

type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
type Compile<K extends Expression['kind']> = (node: Node<K>, scope: Scope, compiler: Compiler) => Run;

const all = (nodes: Expression[], scope: Scope, compiler: Compiler): ((frame: Frame) => unknown[]) => {
  const runs = nodes.map((node) => compileExpression(node, scope, compiler));
  return (frame) => runs.map((run) => run(frame));
};

function readIndex(object: unknown, index: unknown): unknown {
  if (object === null || object === undefined) throw nullPointer(String(index));
  if (isMap(object)) return readKey(object, index);
  if (Array.isArray(object)) return callMethod(object, 'get', [index]);
  throw badArgument('only lists, arrays and maps have elements');
}

function writeIndex(object: unknown, index: unknown, value: unknown): void {
  if (object === null || object === undefined) throw nullPointer(String(index));
  if (isMap(object)) writeKey(object, index, value);
  else if (Array.isArray(object)) callMethod(object, 'set', [index, value]);
  else throw badArgument('only lists, arrays and maps have elements');
}

function writeMember(object: unknown, name: string, value: unknown): void {
  if (object === null || object === undefined) throw nullPointer(name);
  if (isMap(object)) writeKey(object, name, value);
  else if (Array.isArray(object)) callMethod(object, 'set', [Number(name), value]);
  else throw badArgument(`dynamic setter [${name}] not found`);
}

/** How to read a target and how to write it; what it stands on is evaluated once. */
interface Place {
  read: () => unknown;
  write: (value: unknown) => void;
}

function compilePlace(node: Expression, scope: Scope, compiler: Compiler): (frame: Frame) => Place {
  if (node.kind === 'variable') {
    const variable = scope.find(node.name);
    if (!variable) throw compiler.refuse(node.at, `cannot resolve symbol [${node.name}]`);
    const { depth, slot, type } = variable;
    return (frame) => {
      const home = frameOf(frame, depth);
      return {
        read: () => home.slots[slot],
        write: (value) => {
          home.slots[slot] = type === 'def' ? value : fit(type, value);
        },
      };
    };
  }
  if (node.kind === 'member') {
    const object = compileExpression(node.object, scope, compiler);
    return (frame) => {
      const self = object(frame);
      return { read: () => readMember(self, node.name), write: (value) => writeMember(self, node.name, value) };
    };
  }
  if (node.kind === 'index') {
    const object = compileExpression(node.object, scope, compiler);
    const index = compileExpression(node.index, scope, compiler);
    return (frame) => {
      const self = object(frame);
      const at = index(frame);
      return { read: () => readIndex(self, at), write: (value) => writeIndex(self, at, value) };
    };
  }
  throw compiler.refuse(node.at, 'cannot assign a value to this');
}

const mapOf = (entries: [Run, Run][]) => (frame: Frame) => {
  const map: Json = {};
  for (const [key, value] of entries) writeKey(map, key(frame), value(frame));
  return map;
};

function lambdaOf(parameters: string[], body: Statement[] | Expression, outer: Scope, compiler: Compiler): Run {
  const scope = new Scope(outer);
  for (const name of parameters) scope.declare(name, 'def');
  const run = Array.isArray(body)
    ? compiler.block(body, scope)
    : ((expression) => (frame: Frame) => {
        frame.result = expression(frame);
      })(compileExpression(body, scope, compiler));
  return (frame) =>
    (...args: unknown[]) =>
      compiler.meter.call(() => {
        const own: Frame = { slots: args.slice(0, parameters.length), outer: frame, result: null };
        run(own);
        return own.result;
      });
}

function shortCircuit(operator: string, left: Run, right: Run): Run | undefined {
  if (operator === '&&') return (frame) => truth(left(frame)) && truth(right(frame));
  if (operator === '||') return (frame) => truth(left(frame)) || truth(right(frame));
  if (operator === '?:') return (frame) => left(frame) ?? right(frame);
  return undefined;
}

const compilers: { [K in Expression['kind']]: Compile<K> } = {
  literal: ({ value }) => {
    const plain =
      typeof value === 'object' && value !== null
        ? ((number) => (number.floating ? floating(number.value) : number.value))(value as { value: number; floating: boolean })
        : value;
    return () => plain;
  },
  regex: ({ pattern, flags, at }, _, compiler) => {
    try {
      const compiled = javaRegex(pattern, flags);
      return () => compiled;
    } catch (error) {
      throw compiler.refuse(at, `Error compiling regex: ${(error as Error).message}`);
    }
  },
  variable: ({ name, at }, scope, compiler) => {
    const variable = scope.find(name);
    if (!variable) throw compiler.refuse(at, `cannot resolve symbol [${name}]`);
    const { depth, slot } = variable;
    return depth === 0 ? (frame) => frame.slots[slot] : (frame) => frameOf(frame, depth).slots[slot];
  },
  list: ({ items }, scope, compiler) => all(items, scope, compiler),
  map: ({ entries }, scope, compiler) =>
    mapOf(entries.map(([key, value]) => [compileExpression(key, scope, compiler), compileExpression(value, scope, compiler)])),
  new: ({ type, args }, scope, compiler) => {
    const values = all(args, scope, compiler);
    return (frame) => construct(type, values(frame));
  },
  newArray: ({ size, items, type }, scope, compiler) => {
    if (items) return all(items, scope, compiler);
    const length = size ? compileExpression(size, scope, compiler) : () => 0;
    const start = ['int', 'long', 'short', 'byte', 'char'].includes(type)
      ? 0
      : ['double', 'float'].includes(type)
        ? floating(0)
        : type === 'boolean'
          ? false
          : null;
    return (frame) => {
      const wanted = toNumber(length(frame));
      checkLength(wanted, mostItems);
      return Array.from({ length: wanted }, () => start);
    };
  },
  member: ({ object, name, nullSafe }, scope, compiler) => {
    const self = compileExpression(object, scope, compiler);
    if (!nullSafe) return (frame) => readMember(self(frame), name);
    return (frame) => {
      const value = self(frame);
      return value === null || value === undefined ? null : readMember(value, name);
    };
  },
  staticMember: ({ type, name, at }, _, compiler) => {
    const value = staticConstant(type, name);
    if (value === undefined) throw compiler.refuse(at, `static field [${type}, ${name}] not found.`);
    return () => value;
  },
  index: ({ object, index }, scope, compiler) => {
    const self = compileExpression(object, scope, compiler);
    const at = compileExpression(index, scope, compiler);
    return (frame) => readIndex(self(frame), at(frame));
  },
  call: ({ object, name, args, nullSafe, at }, scope, compiler) => {
    if (!isMethodName(name)) throw compiler.refuse(at, `method [${name}/${args.length}] is not in the supported part of Painless.`);
    const self = compileExpression(object, scope, compiler);
    const values = all(args, scope, compiler);
    return (frame) => {
      const value = self(frame);
      if (nullSafe && (value === null || value === undefined)) return null;
      return callMethod(value, name, values(frame));
    };
  },
  staticCall: ({ type, name, args, at }, scope, compiler) => {
    const values = all(args, scope, compiler);
    const unit = staticConstant(type, name);
    const method = staticMethod(type, name);
    if (!method && unit === undefined) throw compiler.refuse(at, `static method [${type}, ${name}/${args.length}] not found.`);
    return method ? (frame) => method(values(frame)) ?? null : () => unit;
  },
  functionCall: ({ name, args, at }, scope, compiler) => {
    const found = compiler.functions.get(`${name}/${args.length}`);
    if (!found) throw compiler.refuse(at, `Unknown call [${name}] with [${args.length}] arguments.`);
    const values = all(args, scope, compiler);
    return (frame) => found.run(values(frame));
  },
  unary: ({ operator, operand }, scope, compiler) => {
    const run = compileExpression(operand, scope, compiler);
    const apply = unaryOperators[operator] as (value: unknown) => unknown;
    return (frame) => apply(run(frame));
  },
  binary: ({ operator, left, right }, scope, compiler) => {
    const first = compileExpression(left, scope, compiler);
    const second = compileExpression(right, scope, compiler);
    const lazy = shortCircuit(operator, first, second);
    if (lazy) return lazy;
    const apply = binaryOperators[operator] as (left: unknown, right: unknown) => unknown;
    if (operator === '=~' || operator === '==~')
      return (frame) => {
        const subject = first(frame);
        if (subject === null) throw new ScriptFault('null_pointer_exception', 'a text is null');
        return apply(subject, asPattern(second(frame)));
      };
    return (frame) => apply(first(frame), second(frame));
  },
  assign: ({ target, operator, value }, scope, compiler) => {
    const place = compilePlace(target, scope, compiler);
    const run = compileExpression(value, scope, compiler);
    const apply = operator === '' ? undefined : binaryOperators[operator];
    return (frame) => {
      const { read, write } = place(frame);
      const result = apply ? apply(read(), run(frame)) : run(frame);
      write(result);
      return result;
    };
  },
  step: ({ target, by, prefix }, scope, compiler) => {
    const place = compilePlace(target, scope, compiler);
    const apply = binaryOperators['+'] as (left: unknown, right: unknown) => unknown;
    return (frame) => {
      const { read, write } = place(frame);
      const before = read();
      const after = before instanceof Char ? new Char(before.code + by) : apply(before, by);
      write(after);
      return prefix ? after : before;
    };
  },
  conditional: ({ test, yes, no }, scope, compiler) => {
    const [first, second, third] = [test, yes, no].map((node) => compileExpression(node, scope, compiler)) as [Run, Run, Run];
    return (frame) => (truth(first(frame)) ? second(frame) : third(frame));
  },
  instanceof: ({ operand, type }, scope, compiler) => {
    const run = compileExpression(operand, scope, compiler);
    return (frame) => isInstance(type, run(frame));
  },
  cast: ({ operand, type }, scope, compiler) => {
    const run = compileExpression(operand, scope, compiler);
    return (frame) => cast(type, run(frame));
  },
  lambda: ({ parameters, body }, scope, compiler) => lambdaOf(parameters, body, scope, compiler),
  reference: ({ type, name, at }, _, compiler) => {
    if (type === 'this') {
      const found = [...compiler.functions].find(([key]) => key.startsWith(`${name}/`))?.[1];
      if (!found) throw compiler.refuse(at, `function reference [this::${name}] not found.`);
      return () =>
        (...args: unknown[]) =>
          found.run(args);
    }
    if (name === 'new')
      return () =>
        (...args: unknown[]) =>
          construct(type, args);
    const method = staticMethod(type, name);
    if (method && !(type === 'String' && name === 'valueOf'))
      return () =>
        (...args: unknown[]) =>
          method(args);
    if (!method && !isMethodName(name)) throw compiler.refuse(at, `function reference [${type}::${name}] not found.`);
    return () => (method ? (...args: unknown[]) => method(args) : (self: unknown, ...args: unknown[]) => callMethod(self, name, args));
  },
};

/** An expression as a function of the frame it runs in. */
export function compileExpression(node: Expression, scope: Scope, compiler: Compiler): Run {
  return (compilers[node.kind] as Compile<typeof node.kind>)(node as never, scope, compiler);
}
