import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { PipelinePage } from '@/features/ingest/components/pipeline-page';
import { getPipeline } from '@/features/ingest/source-detail';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Pipeline') });

export default async function Page({ params }: { params: Promise<{ pipeline: string }> }) {
  const mayEdit = can(await requireUser('add-data'), 'write-console');
  const { pipeline: name } = await params;
  if (name === 'new') return <PipelinePage mayEdit={mayEdit} />;
  const stored = await getPipeline(decodeURIComponent(name));
  if (!stored) notFound();
  return <PipelinePage name={decodeURIComponent(name)} pipeline={stored} mayEdit={mayEdit} />;
}
