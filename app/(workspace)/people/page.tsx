import { IconLock } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { StateBlock } from '@/components/ui/state-block';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { PeoplePage } from '@/features/account/components/people-page';
import { listPeople } from '@/features/account/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('People') });

export default async function Page() {
  const user = await requireUser();
  if (!can(user, 'manage-people')) {
    return (
      <StateBlock icon={<IconLock size={20} />} title={t('For administrators')}>
        {t('Only administrators see who has an account.')}
      </StateBlock>
    );
  }
  return <PeoplePage people={await listPeople()} self={user.id} />;
}
