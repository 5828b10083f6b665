import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Door } from '@/features/account/components/door';
import { LoginForm } from '@/features/account/components/login-form';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Sign in' };
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
