import { pingCluster } from '../../lib/gateway/ping';
import { pingPostgres } from './data';

const within = <T>(work: Promise<T>) =>
  Promise.race([work, new Promise<never>((_, reject) => setTimeout(() => reject(new Error('timeout')), 2_500))]);
const state = (work: Promise<unknown>) =>
  within(work).then(
    () => 'up' as const,
    () => 'down' as const,
  );

/** Whether everything that Oriel needs serves. Names no address and no version. */
export async function checkHealth(): Promise<{ ok: boolean; postgres: 'up' | 'down'; cluster: 'up' | 'down' }> {
  const [postgres, cluster] = await Promise.all([state(pingPostgres()), state(pingCluster())]);
  return { ok: postgres === 'up' && cluster === 'up', postgres, cluster };
}
