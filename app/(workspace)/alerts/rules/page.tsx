import type { Metadata } from 'next';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { RulesPage } from '@/features/alerts/components/rules-page';
import { listRules } from '@/features/alerts/rules/data';

export const metadata: Metadata = { title: 'Alert rules' };

export default async function Page() {
  const user = await requireUser();
  return <RulesPage rules={await listRules()} mayEdit={can(user, 'edit-alerts')} />;
}
