import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { AddDataPage } from '@/features/ingest/components/add-data-page';
import { attachesFiles } from '@/lib/gateway/attach';

export const metadata: Metadata = { title: 'Add data' };

export default async function Page() {
  await requireUser('add-data');
  return <AddDataPage attaches={await attachesFiles().catch(() => false)} />;
}
