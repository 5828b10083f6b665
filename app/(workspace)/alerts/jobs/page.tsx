import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { JobsPage } from '@/features/alerts/components/jobs-page';
import { listMaintenance } from '@/features/alerts/data';
import { listDeliveries } from '@/features/alerts/deliveries/data';
import { listRules, listRuns } from '@/features/alerts/rules/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Runs and messages') });

export default async function Page() {
  const user = await requireUser();
  const [runs, deliveries, maintenance, rules] = await Promise.all([listRuns(), listDeliveries(), listMaintenance(), listRules()]);
  const named = rules.map(({ id, name }) => ({ id, name }));
  return <JobsPage runs={runs} deliveries={deliveries} maintenance={maintenance} rules={named} mayEdit={can(user, 'edit-alerts')} />;
}
