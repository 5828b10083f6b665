import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { AlertPage } from '@/features/alerts/components/alert-page';
import { getAlert } from '@/features/alerts/data';
import { orNotFound } from '@/lib/http/or-not-found';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Alert') });

export default async function Page({ params }: { params: Promise<{ alertId: string }> }) {
  const user = await requireUser();
  return <AlertPage alert={await orNotFound(getAlert((await params).alertId))} mayEdit={can(user, 'edit-alerts')} />;
}
