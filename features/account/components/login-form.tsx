'use client';

import { IconKey } from '@tabler/icons-react';
import { useSearchParams } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { type Message, msg, t } from '../../../lib/i18n/t';

const reasons: Record<string, Message> = {
  CredentialsSignin: msg('E-mail and password do not belong together. Check both.'),
  'sign-in-limited': msg('Too many attempts. Wait 15 minutes, then try again.'),
  OAuthSignin: msg('The company account could not be reached. Try again, or sign in with e-mail.'),
  OAuthCallback: msg('The company account refused. Ask your administrator.'),
  AccessDenied: msg(
    'This company account may not sign in here: its address is not verified, or belongs to another account. Ask your administrator.',
  ),
};

const safeTarget = (url: string | null) => (url?.startsWith('/') && !url.startsWith('//') ? url : '/dashboards');

export function LoginForm({ company }: { company: boolean }) {
  const params = useSearchParams();
  const [error, setError] = useState(params.get('error') ?? undefined);
  const [busy, setBusy] = useState(false);
  const target = safeTarget(params.get('next'));
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const form = new FormData(event.currentTarget);
    const result = await signIn('credentials', { redirect: false, email: form.get('email'), password: form.get('password') });
    if (result?.ok && !result.error) {
      window.location.assign(target);
      return;
    }
    setError(result?.error ?? 'CredentialsSignin');
    setBusy(false);
  };
  return (
    <form onSubmit={submit}>
      <div>
        <h1>{t('Sign in')}</h1>
        <p className="t2" style={{ marginTop: 4, fontSize: 14 }}>
          {t('A clear view of your data.')}
        </p>
      </div>
      <label className="field">
        <span>{t('Email')}</span>
        <input className="inp" name="email" type="email" autoComplete="username" required aria-invalid={Boolean(error)} />
      </label>
      <label className="field">
        <span>{t('Password')}</span>
        <input className="inp" name="password" type="password" autoComplete="current-password" required aria-invalid={Boolean(error)} />
      </label>
      {error && (
        <p className="form-error" role="alert">
          {t(reasons[error] ?? t('Signing in failed. Try again.'))}
        </p>
      )}
      <button type="submit" className="btn solid lg" disabled={busy}>
        {t('Sign in')}
      </button>
      <p className="t3" style={{ fontSize: 12 }}>
        {t('Forgot the password? An administrator of this workspace can set a new one.')}
      </p>
      {company && (
        <>
          <div className="or">{t('or')}</div>
          <button type="button" className="btn line lg" onClick={() => void signIn('oidc', { callbackUrl: target })}>
            <IconKey size={16} /> {t('Continue with company account')}
          </button>
        </>
      )}
    </form>
  );
}
