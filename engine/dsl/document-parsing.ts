import { EsError } from '../plan/es-error';
import { leafMark } from '../plan/token-marks';
import { parseJson, stringifyJson } from './json';

/** The text of a document as an object. Throws `document_parsing_exception`. */
export function parseDocument(id: string, text: string): Record<string, unknown> {
  let why = 'Expected [START_OBJECT] but found something else';
  try {
    const value = parseJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    why = (error as Error).message;
  }
  throw new EsError('document_parsing_exception', `failed to parse document with id '${id}': ${why}`, 400);
}

/** What is said of a value that is not of its field's type. */
export function mappingError(path: string, type: string, id: string, value: unknown, why?: string): EsError {
  return new EsError(
    'document_parsing_exception',
    `failed to parse field [${path}] of type [${type}] in document with id '${id}'. Preview of field's value: '${String(typeof value === 'object' ? stringifyJson(value) : value).slice(0, 80)}'${why ? `; ${why}` : ''}`,
    400,
  );
}

/** The texts of a completion field: plain, several, or under `input`. */
export function completionInputs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(completionInputs);
  if (typeof value === 'object' && value !== null) return completionInputs((value as { input?: unknown }).input ?? []);
  return [String(value)];
}

/** The leaves of a flattened object, each with its path. */
export function flatLeaves(path: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => flatLeaves(path, item));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, child]) => flatLeaves(path === '' ? key : `${path}.${key}`, child));
  return [`${path}${leafMark}${String(value)}`];
}
