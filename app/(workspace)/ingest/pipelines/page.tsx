import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { PipelinesPage } from '@/features/ingest/components/pipelines-page';
import { listPipelines } from '@/features/ingest/source-detail';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Pipelines') });

export default async function Page() {
  const user = await requireUser('add-data');
  return <PipelinesPage pipelines={await listPipelines()} mayEdit={can(user, 'write-console')} />;
}
