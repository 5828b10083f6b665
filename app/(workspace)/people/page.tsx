import { IconLock } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { StateBlock } from '@/components/ui/state-block';
import { can } from '@/features/access/ability';
import { requireUser } from '@/features/access/session-scope';
import { PeoplePage } from '@/features/account/components/people-page';
import { listPeople } from '@/features/account/data';

export const metadata: Metadata = { title: 'People' };

export default async function Page() {
  const user = await requireUser();
  if (!can(user, 'manage-people')) {
    return (
      <StateBlock icon={<IconLock size={20} />} title="For administrators">
        Only administrators see who has an account.
      </StateBlock>
    );
  }
  return <PeoplePage people={await listPeople()} self={user.id} />;
}
