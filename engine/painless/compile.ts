import type { Expression, FunctionNode, Script, Statement } from './ast';
import { type Compiler, compileExpression, type Run } from './compile-expression';
import { Meter } from './meter';
import { cast, fit, truth } from './operators';
import { type Frame, Scope } from './scope';
import { compileError, ScriptFault } from './script-error';
import { isFloatingType, isWholeType } from './types';
import { floating, itemsOf, Thrown, toText } from './values';

/** How a statement ended. */
const done = 0;
const broke = 1;
const went = 2;
const returned = 3;
type Ending = typeof done | typeof broke | typeof went | typeof returned;
type Step = (frame: Frame) => Ending;

const faultName = (type: string) =>
  type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/^\w/, (letter) => letter.toUpperCase());

/** What a `catch` of that type gets of an error; undefined where it does not catch it. */
function caught(type: string, error: unknown): Thrown | undefined {
  const thrown =
    error instanceof ScriptFault ? new Thrown(faultName(error.type), error.message) : error instanceof Thrown ? error : undefined;
  const jsError = error instanceof SyntaxError || error instanceof URIError || error instanceof TypeError;
  const found = thrown ?? (jsError ? new Thrown('IllegalArgumentException', error.message) : undefined);
  return found && (type === 'Exception' || type === 'RuntimeException' || found.type === type) ? found : undefined;
}

class ScriptCompiler implements Compiler {
  readonly functions = new Map<string, { parameters: FunctionNode['parameters']; run: (args: unknown[]) => unknown }>();
  readonly meter = new Meter();

  constructor(readonly source: string) {}

  refuse(at: number, reason: string) {
    return compileError(this.source, at, reason);
  }

  /** All functions are known before the first is compiled, so that they can call one another. */
  define(nodes: FunctionNode[]): void {
    for (const { name, parameters } of nodes) {
      if (this.functions.has(`${name}/${parameters.length}`))
        throw this.refuse(0, `function [${name}/${parameters.length}] is defined twice.`);
      this.functions.set(`${name}/${parameters.length}`, { parameters, run: () => null });
    }
    for (const node of nodes) {
      const scope = new Scope();
      for (const { name, type } of node.parameters) scope.declare(name, type);
      const body = this.block(node.body, scope);
      const entry = this.functions.get(`${node.name}/${node.parameters.length}`);
      const isVoid = node.type === 'void';
      if (entry)
        entry.run = (args) =>
          this.meter.call(() => {
            const frame: Frame = {
              slots: args.map((value, at) => fit(node.parameters[at]?.type ?? 'def', value)),
              outer: undefined,
              result: null,
            };
            body(frame);
            return isVoid || frame.result === null ? null : fit(node.type, frame.result);
          });
    }
  }

  block(statements: Statement[], scope: Scope): Step {
    scope.enter();
    const steps = statements.map((statement) => this.statement(statement, scope));
    scope.leave();
    if (steps.length === 1) return steps[0] as Step;
    return (frame) => {
      for (const step of steps) {
        const ending = step(frame);
        if (ending !== done) return ending;
      }
      return done;
    };
  }

  expression(node: Expression, scope: Scope): Run {
    return compileExpression(node, scope, this);
  }

  private test(node: Expression, scope: Scope): (frame: Frame) => boolean {
    const run = this.expression(node, scope);
    return (frame) => truth(run(frame));
  }

  private statement(node: Statement, scope: Scope): Step {
    switch (node.kind) {
      case 'empty':
        return () => done;
      case 'expression': {
        const run = this.expression(node.expression, scope);
        return (frame) => {
          run(frame);
          return done;
        };
      }
      case 'declare':
        return this.declaration(node, scope);
      case 'block':
        return this.block(node.body, scope);
      case 'if': {
        const test = this.test(node.test, scope);
        const yes = this.block([node.yes], scope);
        const no = node.no ? this.block([node.no], scope) : () => done as Ending;
        return (frame) => (test(frame) ? yes(frame) : no(frame));
      }
      case 'while':
        return this.whileLoop(node, scope);
      case 'for':
        return this.forLoop(node, scope);
      case 'forEach':
        return this.eachLoop(node, scope);
      case 'return': {
        const run = node.value ? this.expression(node.value, scope) : () => null;
        return (frame) => {
          frame.result = run(frame);
          return returned;
        };
      }
      case 'break':
        return () => broke;
      case 'continue':
        return () => went;
      case 'throw': {
        const run = this.expression(node.value, scope);
        return (frame) => {
          const thrown = run(frame);
          throw thrown instanceof Thrown ? thrown : new Thrown('RuntimeException', toText(thrown));
        };
      }
      case 'try':
        return this.tryStatement(node, scope);
    }
  }

  private declaration(node: Statement & { kind: 'declare' }, scope: Scope): Step {
    const { type } = node;
    const start =
      type === 'boolean'
        ? false
        : isWholeType(type) && /^[a-z]/.test(type)
          ? 0
          : isFloatingType(type) && /^[a-z]/.test(type)
            ? floating(0)
            : null;
    const steps = node.variables.map(({ name, value, at }) => {
      const run = value ? this.expression(value, scope) : () => start;
      const slot = scope.declare(name, type);
      if (slot === undefined) throw this.refuse(at, `variable [${name}] is already defined`);
      const plain = type === 'def' || type === 'Object' || !value;
      return (frame: Frame) => {
        frame.slots[slot] = plain ? run(frame) : fit(type, run(frame));
      };
    });
    return (frame) => {
      for (const step of steps) step(frame);
      return done;
    };
  }

  private whileLoop(node: Statement & { kind: 'while' }, scope: Scope): Step {
    const test = this.test(node.test, scope);
    const body = this.block([node.body], scope);
    return (frame) => {
      let first = node.first;
      while (first || test(frame)) {
        first = false;
        this.meter.step();
        const ending = body(frame);
        if (ending === broke) break;
        if (ending === returned) return ending;
      }
      return done;
    };
  }

  private forLoop(node: Statement & { kind: 'for' }, scope: Scope): Step {
    scope.enter();
    const start = node.start.map((statement) => this.statement(statement, scope));
    const test = node.test ? this.test(node.test, scope) : () => true;
    const after = node.after.map((expression) => this.expression(expression, scope));
    const body = this.block([node.body], scope);
    scope.leave();
    return (frame) => {
      for (const step of start) step(frame);
      while (test(frame)) {
        this.meter.step();
        const ending = body(frame);
        if (ending === broke) break;
        if (ending === returned) return ending;
        for (const run of after) run(frame);
      }
      return done;
    };
  }

  private eachLoop(node: Statement & { kind: 'forEach' }, scope: Scope): Step {
    scope.enter();
    const items = this.expression(node.items, scope);
    const slot = scope.declare(node.name, node.type);
    if (slot === undefined) throw this.refuse(node.at, `variable [${node.name}] is already defined`);
    const body = this.block([node.body], scope);
    scope.leave();
    return (frame) => {
      const collection = items(frame);
      if (collection === null) throw new ScriptFault('null_pointer_exception', 'cannot iterate over null');
      for (const item of itemsOf(collection)) {
        this.meter.step();
        frame.slots[slot] = node.type === 'def' ? item : cast(node.type, item);
        const ending = body(frame);
        if (ending === broke) break;
        if (ending === returned) return ending;
      }
      return done;
    };
  }

  private tryStatement(node: Statement & { kind: 'try' }, scope: Scope): Step {
    const body = this.block([node.body], scope);
    const catches = node.catches.map(({ type, name, body: handler }) => {
      scope.enter();
      const slot = scope.declare(name, type);
      if (slot === undefined) throw this.refuse(node.at, `variable [${name}] is already defined`);
      const run = this.block([handler], scope);
      scope.leave();
      return { type, slot, run };
    });
    return (frame) => {
      try {
        return body(frame);
      } catch (error) {
        for (const { type, slot, run } of catches) {
          const thrown = caught(type, error);
          if (!thrown) continue;
          frame.slots[slot] = thrown;
          return run(frame);
        }
        throw error;
      }
    };
  }
}

/**
 * A script as a function of its variables. `variables` are what the main part may read, in the order in which the values are given;
 * functions do not see them, as in Painless. A single expression at the end is the result.
 */
export function compileScript(source: string, script: Script, variables: string[]): (values: unknown[]) => unknown {
  const compiler = new ScriptCompiler(source);
  compiler.define(script.functions);
  const scope = new Scope();
  for (const name of variables) scope.declare(name, 'def');
  const last = script.body.at(-1);
  const body = compiler.block(
    last?.kind === 'expression' ? [...script.body.slice(0, -1), { kind: 'return', at: last.at, value: last.expression }] : script.body,
    scope,
  );
  return (values) => {
    compiler.meter.start();
    const frame: Frame = { slots: [...values], outer: undefined, result: null };
    body(frame);
    return frame.result;
  };
}
