import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { SourcesPage } from '@/features/ingest/components/sources-page';
import { listSources } from '@/features/ingest/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Sources') });

export default async function Page() {
  await requireUser('add-data');
  return <SourcesPage sources={await listSources()} />;
}
