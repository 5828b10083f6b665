import { IconLock } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { StateBlock } from '@/components/ui/state-block';
import { Door } from '@/features/account/components/door';
import { SetupForm } from '@/features/account/components/setup-form';
import { needsSetup } from '@/features/account/data';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token } = await searchParams;
  const open = await needsSetup();
  return (
    <Door>
      {open && token ? (
        <SetupForm token={token} />
      ) : (
        <StateBlock
          icon={<IconLock size={20} />}
          title={open ? 'This link is incomplete' : 'Oriel is set up'}
          actions={
            open ? undefined : (
              <a className="btn solid" href="/login">
                Sign in
              </a>
            )
          }
        >
          {open
            ? 'Open the whole link that was printed when Oriel started.'
            : 'The first administrator exists. Sign in, or ask them for an account.'}
        </StateBlock>
      )}
    </Door>
  );
}
