import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { PipelinesPage } from '@/features/ingest/components/pipelines-page';
import { listPipelines } from '@/features/ingest/source-detail';

export const metadata: Metadata = { title: 'Pipelines' };

export default async function Page() {
  const user = await requireUser('add-data');
  return <PipelinesPage pipelines={await listPipelines()} mayEdit={can(user, 'write-console')} />;
}
