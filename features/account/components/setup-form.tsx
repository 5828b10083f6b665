'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { fetchJson, RequestError } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';

export function SetupForm({ token }: { token: string }) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    const form = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    try {
      await fetchJson('/api/setup', { body: { token, ...form } });
      await signIn('credentials', { redirect: false, email: form.email, password: form.password });
      window.location.assign('/dashboards');
    } catch (failure) {
      setError(failure instanceof RequestError ? failure.message.replace(/^\w+: /, '') : t('Setting up failed. Try again.'));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit}>
      <div>
        <h1>{t('Set up Oriel')}</h1>
        <p className="t2" style={{ marginTop: 4, fontSize: 14 }}>
          {t('You are the first here. This makes you the administrator.')}
        </p>
      </div>
      <label className="field">
        <span>{t('Your name')}</span>
        <input className="inp" name="name" autoComplete="name" required />
      </label>
      <label className="field">
        <span>{t('Email')}</span>
        <input className="inp" name="email" type="email" autoComplete="username" required />
      </label>
      <label className="field">
        <span>{t('Password')}</span>
        <input className="inp" name="password" type="password" autoComplete="new-password" minLength={10} required />
        <small>{t('At least 10 characters')}</small>
      </label>
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <button type="submit" className="btn solid lg" disabled={busy}>
        {t('Make administrator')}
      </button>
    </form>
  );
}
