import { EsError } from '../plan/es-error';

/** What a script throws while it runs; `type` is the Java class that Painless would name. `catch (Exception e)` sees it. */
export class ScriptFault extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/** A limit was reached. No `catch` of a script sees it. */
export class ScriptLimit extends Error {}

export const nullPointer = (what: string) =>
  new ScriptFault('null_pointer_exception', `cannot access method/field [${what}] from a null def reference`);
export const badArgument = (message: string) => new ScriptFault('illegal_argument_exception', message);
export const badCast = (message: string) => new ScriptFault('class_cast_exception', message);

const around = (source: string, offset: number) => {
  const start = Math.max(0, offset - 25);
  const end = Math.min(source.length, offset + 25);
  return { start, end, excerpt: `${start > 0 ? '... ' : ''}${source.slice(start, end)}${end < source.length ? ' ...' : ''}` };
};

/** The error of a script that is refused when it is stored: says where, as Elasticsearch does. `offset` counts UTF-16 units. */
export function compileError(source: string, offset: number, reason: string): EsError {
  const { start, end, excerpt } = around(source, offset);
  return new EsError('script_exception', 'compile error', 400, {
    script_stack: [excerpt, `${' '.repeat(Math.min(offset - start + (start > 0 ? 4 : 0), 60))}^---- HERE`],
    script: source,
    lang: 'painless',
    position: { offset, start, end },
    caused_by: { type: 'illegal_argument_exception', reason },
  });
}

/** What the caller of a script sees of a fault at run time. */
export function runtimeError(source: string, fault: ScriptFault | ScriptLimit): EsError {
  const type = fault instanceof ScriptFault ? fault.type : 'painless_error';
  return new EsError('script_exception', 'runtime error', 400, {
    script: source.length > 200 ? `${source.slice(0, 200)} ...` : source,
    lang: 'painless',
    caused_by: { type, reason: fault.message },
  });
}
