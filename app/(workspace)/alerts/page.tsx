import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { AlertsPage } from '@/features/alerts/components/alerts-page';
import { listAlerts, listMaintenance } from '@/features/alerts/data';
import { listRules } from '@/features/alerts/rules/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Alerts') });

export default async function Page() {
  const user = await requireUser();
  const [alerts, history, maintenance, rules] = await Promise.all([
    listAlerts(['open', 'acknowledged', 'pending']),
    listAlerts(['recovered']),
    listMaintenance(),
    listRules(),
  ]);
  return (
    <AlertsPage
      alerts={alerts}
      history={history}
      maintenance={maintenance}
      rules={rules.filter(({ enabled }) => enabled).length}
      lastFired={history[0]?.openedAt ?? null}
      mayEdit={can(user, 'edit-alerts')}
    />
  );
}
