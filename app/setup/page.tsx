import { IconLock } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { StateBlock } from '@/components/ui/state-block';
import { Door } from '@/features/account/components/door';
import { SetupForm } from '@/features/account/components/setup-form';
import { needsSetup } from '@/features/account/data';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Set up'), referrer: 'no-referrer' });
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
          title={open ? t('This link is incomplete') : t('Oriel is set up')}
          actions={
            open ? undefined : (
              <a className="btn solid" href="/login">
                {t('Sign in')}
              </a>
            )
          }
        >
          {open
            ? t('Open the whole link that was printed when Oriel started.')
            : t('The first administrator exists. Sign in, or ask them for an account.')}
        </StateBlock>
      )}
    </Door>
  );
}
