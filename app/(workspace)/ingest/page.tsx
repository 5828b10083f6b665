import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { SourcesPage } from '@/features/ingest/components/sources-page';
import { listSources } from '@/features/ingest/data';

export const metadata: Metadata = { title: 'Sources' };

export default async function Page() {
  await requireUser('add-data');
  return <SourcesPage sources={await listSources()} />;
}
