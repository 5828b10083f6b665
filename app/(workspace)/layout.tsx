import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Rail } from '@/features/shell/components/rail';
import { Shortcuts } from '@/features/shell/components/shortcuts';
import { getSessionUser } from '@/lib/auth/session';
import { t } from '@/lib/i18n/t';

export const dynamic = 'force-dynamic';

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  if (!user) redirect('/login');
  const shown = { name: user.name, email: user.email, role: user.role };
  return (
    <div className="app">
      <a className="skip" href="#content">
        {t('Skip to the content')}
      </a>
      <Rail user={shown} />
      <Shortcuts user={shown} />
      <main className="main" id="content">
        {children}
      </main>
    </div>
  );
}
