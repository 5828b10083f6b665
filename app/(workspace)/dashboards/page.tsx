import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { DashboardList } from '@/features/dashboards/components/dashboard-list';
import { listDashboards } from '@/features/dashboards/data';
import { getPersonal } from '@/features/dashboards/personal/data';
import { SampleOffer } from '@/features/samples/components/sample-offer';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Dashboards') });

export default async function Page() {
  const user = await requireUser();
  const [dashboards, personal] = await Promise.all([listDashboards(), getPersonal(user.id)]);
  return (
    <DashboardList
      dashboards={dashboards}
      personal={personal}
      mayEdit={can(user, 'edit-dashboards')}
      offer={can(user, 'load-samples') ? <SampleOffer /> : null}
    />
  );
}
