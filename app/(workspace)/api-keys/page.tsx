import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { ApiKeysPage } from '@/features/api-keys/components/api-keys-page';
import { listApiKeys } from '@/features/api-keys/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('API keys') });

export default async function Page() {
  await requireUser('manage-keys');
  return <ApiKeysPage keys={await listApiKeys()} />;
}
