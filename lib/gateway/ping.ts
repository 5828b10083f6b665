import { cluster } from './client';

/** Resolves when the cluster answers within two seconds. */
export async function pingCluster(): Promise<void> {
  const { client } = await cluster();
  await client.transport.request({ method: 'GET', path: '/_cluster/health' }, { requestTimeout: 2_000 });
}
