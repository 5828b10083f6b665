import type { Metadata } from 'next';
import { Suspense } from 'react';
import { requireUser } from '@/features/access/session-scope';
import { listDataViews } from '@/features/data-views/data';
import { DiscoverPage } from '@/features/discover/components/discover-page';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Discover') });

export default async function Page() {
  const user = await requireUser();
  return (
    <Suspense>
      <DiscoverPage dataViews={await listDataViews(user.role)} />
    </Suspense>
  );
}
