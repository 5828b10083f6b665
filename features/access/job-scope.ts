import { type DataScope, mintScope } from '../../lib/gateway/mint-scope';

/** For work of the server itself, on exactly the named patterns. */
export function jobScope(job: string, patterns: string[]): DataScope {
  return mintScope({ subject: `job:${job}`, patterns, canWrite: true });
}
