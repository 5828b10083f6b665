import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Door } from '@/features/account/components/door';
import { LoginForm } from '@/features/account/components/login-form';
import { env } from '@/lib/env';
import { t } from '@/lib/i18n/t';

export const generateMetadata = (): Metadata => ({ title: t('Sign in') });
export const dynamic = 'force-dynamic';

export default function LoginPage() {
  return (
    <Door>
      <Suspense>
        <LoginForm company={Boolean(env().OIDC_ISSUER)} />
      </Suspense>
    </Door>
  );
}
