import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { AddDataPage } from '@/features/ingest/components/add-data-page';
import { attachesFiles } from '@/lib/gateway/attach';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Add data') });

export default async function Page() {
  await requireUser('add-data');
  return <AddDataPage attaches={await attachesFiles().catch(() => false)} />;
}
