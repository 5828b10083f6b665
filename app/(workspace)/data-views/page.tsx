import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { DataViewsPage } from '@/features/data-views/components/data-views-page';
import { listDataViews } from '@/features/data-views/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Data') });

export default async function Page() {
  const user = await requireUser();
  return <DataViewsPage dataViews={await listDataViews(user.role)} mayManage={can(user, 'manage-data-views')} />;
}
