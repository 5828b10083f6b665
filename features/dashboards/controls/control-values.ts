import type { ControlValues } from './schema';

const isValue = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') ||
  (typeof value === 'object' && value !== null && (!Array.isArray(value) || value.length > 0));

/** What an address sets controls to, as far as it can be shown; undefined where it is none. The server checks what it is asked. */
export const toControlValues = (value: unknown): ControlValues | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isValue)
    ? (value as ControlValues)
    : undefined;
