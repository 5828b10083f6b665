import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { RulePage } from '@/features/alerts/components/rule-page';
import { loadRuleForm } from '@/features/alerts/loaders';
import { orNotFound } from '@/lib/http/or-not-found';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Alert rule') });

interface Props {
  params: Promise<{ ruleId: string }>;
  searchParams: Promise<{ dashboard?: string; panel?: string; view?: string; search?: string }>;
}

/** `new` is a rule that does not exist yet; with `dashboard` and `panel` it asks what that panel shows. */
export default async function Page({ params, searchParams }: Props) {
  const user = await requireUser('edit-alerts');
  const { ruleId } = await params;
  const form = await orNotFound(loadRuleForm(user, ruleId, await searchParams));
  return <RulePage key={ruleId} {...form} />;
}
