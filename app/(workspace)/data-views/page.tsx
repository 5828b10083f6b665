import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { DataViewsPage } from '@/features/data-views/components/data-views-page';
import { listDataViews } from '@/features/data-views/data';

export const metadata: Metadata = { title: 'Data' };

export default async function Page() {
  const user = await requireUser();
  return <DataViewsPage dataViews={await listDataViews(user.role)} mayManage={can(user, 'manage-data-views')} />;
}
