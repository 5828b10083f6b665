import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { ConnectorsPage } from '@/features/alerts/components/connectors-page';
import { listConnectors } from '@/features/alerts/connectors/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Connectors') });

export default async function Page() {
  const user = await requireUser('edit-alerts');
  return <ConnectorsPage connectors={await listConnectors()} mayManage={can(user, 'manage-connectors')} />;
}
