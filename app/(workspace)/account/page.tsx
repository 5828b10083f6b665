import type { Metadata } from 'next';
import { requireUser } from '@/features/access/session-scope';
import { PasswordPage } from '@/features/account/components/password-page';
import { hasPassword } from '@/features/account/data';

export const metadata: Metadata = { title: 'Password' };

export default async function Page() {
  const user = await requireUser();
  return <PasswordPage email={user.email} hasPassword={await hasPassword(user.id)} />;
}
