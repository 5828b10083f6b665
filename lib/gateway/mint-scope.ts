import type { JsonObject } from '../elastic/wire-types';

declare const proven: unique symbol;

/** What a caller may read. Only features/access can make one, from a session, a share token, an API key or a job. */
export interface DataScope {
  readonly [proven]: true;
  /** Who asks, for signing search contexts and for the log. */
  readonly subject: string;
  /** Index patterns that may be read; `*` is every index but the hidden ones. */
  readonly patterns: readonly string[];
  /** Applied to every search. */
  readonly filter?: JsonObject;
  readonly canWrite: boolean;
}

export function mintScope(claims: { subject: string; patterns: string[]; filter?: JsonObject; canWrite?: boolean }): DataScope {
  return {
    subject: claims.subject,
    patterns: claims.patterns,
    filter: claims.filter,
    canWrite: claims.canWrite ?? false,
  } as unknown as DataScope;
}
