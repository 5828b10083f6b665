import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { PasswordPage } from '@/features/account/components/password-page';
import { hasPassword } from '@/features/account/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Password') });

export default async function Page() {
  const user = await requireUser();
  return <PasswordPage email={user.email} hasPassword={await hasPassword(user.id)} />;
}
