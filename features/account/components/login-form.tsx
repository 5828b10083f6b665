'use client';

import { IconKey } from '@tabler/icons-react';
import { useSearchParams } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useState } from 'react';

const reasons: Record<string, string> = {
  CredentialsSignin: 'E-mail and password do not belong together. Check both.',
  'sign-in-limited': 'Too many attempts. Wait 15 minutes, then try again.',
  OAuthSignin: 'The company account could not be reached. Try again, or sign in with e-mail.',
  OAuthCallback: 'The company account refused. Ask your administrator.',
  AccessDenied:
    'This company account may not sign in here: its address is not verified, or belongs to another account. Ask your administrator.',
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
        <h1>Sign in</h1>
        <p className="t2" style={{ marginTop: 4, fontSize: 14 }}>
          A clear view of your data.
        </p>
      </div>
      <label className="field">
        <span>Email</span>
        <input className="inp" name="email" type="email" autoComplete="username" required aria-invalid={Boolean(error)} />
      </label>
      <label className="field">
        <span>Password</span>
        <input className="inp" name="password" type="password" autoComplete="current-password" required aria-invalid={Boolean(error)} />
      </label>
      {error && (
        <p className="form-error" role="alert">
          {reasons[error] ?? 'Signing in failed. Try again.'}
        </p>
      )}
      <button type="submit" className="btn solid lg" disabled={busy}>
        Sign in
      </button>
      <p className="t3" style={{ fontSize: 12 }}>
        Forgot the password? An administrator of this workspace can set a new one.
      </p>
      {company && (
        <>
          <div className="or">or</div>
          <button type="button" className="btn line lg" onClick={() => void signIn('oidc', { callbackUrl: target })}>
            <IconKey size={16} /> Continue with company account
          </button>
        </>
      )}
    </form>
  );
}
