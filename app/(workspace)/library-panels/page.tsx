import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { LibraryPage } from '@/features/dashboards/components/library-page';
import { listLibraryPanels, whereLibraryStands } from '@/features/dashboards/library/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Library') });

export default async function Page() {
  const user = await requireUser();
  const [panels, places] = await Promise.all([listLibraryPanels(), whereLibraryStands()]);
  return <LibraryPage panels={panels} places={places} mayEdit={can(user, 'edit-dashboards')} />;
}
