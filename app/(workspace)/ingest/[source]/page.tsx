import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { SourcePage } from '@/features/ingest/components/source-page';
import { getSourceDetail } from '@/features/ingest/source-detail';
import { orNotFound } from '@/lib/http/or-not-found';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Source') });

export default async function Page({ params }: { params: Promise<{ source: string }> }) {
  await requireUser('add-data');
  return <SourcePage source={await orNotFound(getSourceDetail((await params).source))} />;
}
