import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { RulesPage } from '@/features/alerts/components/rules-page';
import { listRules } from '@/features/alerts/rules/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Alert rules') });

export default async function Page() {
  const user = await requireUser();
  return <RulesPage rules={await listRules()} mayEdit={can(user, 'edit-alerts')} />;
}
