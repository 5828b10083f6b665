import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { ApiKeysPage } from '@/features/api-keys/components/api-keys-page';
import { listApiKeys } from '@/features/api-keys/data';

export const metadata: Metadata = { title: 'API keys' };

export default async function Page() {
  await requireUser('manage-keys');
  return <ApiKeysPage keys={await listApiKeys()} />;
}
