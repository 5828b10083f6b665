import { IconLock } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { StateBlock } from '@/components/ui/state-block';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { ConsolePage } from '@/features/console/components/console-page';
import { listDataViews } from '@/features/data-views/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Console') });

export default async function Page() {
  const user = await requireUser();
  if (!can(user, 'read-console'))
    return (
      <StateBlock icon={<IconLock size={20} />} title={t('The console is for editors')}>
        {t('Ask an administrator of this workspace for the editor role.')}
      </StateBlock>
    );
  return <ConsolePage dataViews={await listDataViews(user.role)} mayMakePanel={can(user, 'edit-dashboards')} />;
}
