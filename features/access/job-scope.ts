import type { Role } from '../../lib/auth/session';
import { type DataScope, mintScope } from '../../lib/gateway/mint-scope';
import { listReadablePatterns } from '../data-views/data';

/** For work of the server itself, on exactly the named patterns. */
export function jobScope(job: string, patterns: string[]): DataScope {
  return mintScope({ subject: `job:${job}`, patterns, canWrite: true });
}

/** For work that somebody set up and that goes on without them: what their role may read now, and nothing to write. */
export async function roleScope(job: string, role: Role): Promise<DataScope> {
  const patterns = role === 'administrator' ? ['*'] : await listReadablePatterns(role);
  return mintScope({ subject: `job:${job}`, patterns });
}
