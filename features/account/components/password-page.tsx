'use client';

import { useMutation } from '@tanstack/react-query';
import { signIn } from 'next-auth/react';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';

/** One's own password. Changing it ends every session; the one at hand signs in again at once. */
export function PasswordPage({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const toast = useToast();
  const change = useMutation({
    mutationFn: async (form: HTMLFormElement) => {
      const { current, password } = Object.fromEntries(new FormData(form));
      await fetchJson('/api/me/password', { method: 'PUT', body: { current, password } });
      await signIn('credentials', { redirect: false, email, password });
      form.reset();
    },
    onSuccess: () => toast(t('Your password is changed. Other browsers have to sign in again.')),
  });
  return (
    <>
      <header className="head">
        <div className="bar">
          <h1 className="grow">{t('Password')}</h1>
        </div>
      </header>
      <div className="page">
        {hasPassword ? (
          <form
            style={{ display: 'grid', gap: 16, maxWidth: 360 }}
            onSubmit={(event) => {
              event.preventDefault();
              change.mutate(event.currentTarget);
            }}
          >
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <label className="field">
              <span>{t('Current password')}</span>
              <input className="inp" name="current" type="password" autoComplete="current-password" required />
            </label>
            <label className="field">
              <span>{t('New password')}</span>
              <input className="inp" name="password" type="password" autoComplete="new-password" minLength={10} required />
              <small>{t('At least 10 characters. All other sessions end.')}</small>
            </label>
            {change.error && (
              <p className="form-error" role="alert">
                {change.error.message}
              </p>
            )}
            <div>
              <button type="submit" className="btn solid" disabled={change.isPending}>
                {t('Change password')}
              </button>
            </div>
          </form>
        ) : (
          <p className="t2">{t('You sign in with your company account, which has no password here.')}</p>
        )}
      </div>
    </>
  );
}
