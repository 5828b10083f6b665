import { EsError } from '../plan/es-error';
import { compileScript } from './compile';
import { parseScript } from './parse';
import { badArgument, runtimeError, ScriptFault, ScriptLimit } from './script-error';
import { Thrown } from './values';

const faultType = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/**
 * A script of the supported part of Painless (`README.md` beside this file), ready to run on the values of `variables`, in that order.
 * Throws `script_exception` with the position where it is outside that part; running it throws `script_exception` too.
 * Nothing of JavaScript can be reached from it: names are looked up in fixed tables and in what maps hold themselves.
 */
export function compilePainless(source: string, variables: string[]): (...values: unknown[]) => unknown {
  const run = compileScript(source, parseScript(source), variables);
  return (...values) => {
    try {
      return run(values);
    } catch (error) {
      if (error instanceof EsError) throw error;
      if (error instanceof ScriptFault || error instanceof ScriptLimit) throw runtimeError(source, error);
      if (error instanceof Thrown) throw runtimeError(source, new ScriptFault(faultType(error.type), error.message));
      if (error instanceof RangeError && /call stack/.test(error.message))
        throw runtimeError(source, new ScriptLimit('the script calls too deep'));
      if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError || error instanceof URIError)
        throw runtimeError(source, badArgument(error.message));
      throw error;
    }
  };
}
