'use client';

import { Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { PlainTable } from '@/components/ui/plain-table';
import { useToast } from '@/components/ui/toast';
import { roleNames } from '@/features/access/role-names';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { Person } from '../schema';

const roles = ['viewer', 'editor', 'administrator'] as const;

function PersonForm({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const add = useMutation({
    mutationFn: (form: FormData) => fetchJson('/api/people', { body: Object.fromEntries(form) }),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} size={440} title={t('New person')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        style={{ display: 'grid', gap: 14 }}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(new FormData(event.currentTarget));
        }}
      >
        <label className="field">
          <span>{t('Name')}</span>
          <input className="inp" name="name" required data-autofocus />
        </label>
        <label className="field">
          <span>{t('Email')}</span>
          <input className="inp" name="email" type="email" required />
        </label>
        <label className="field">
          <span>{t('First password')}</span>
          <input className="inp" name="password" type="password" minLength={10} required autoComplete="new-password" />
          <small>{t('At least 10 characters. Tell it to them on another way.')}</small>
        </label>
        <label className="field">
          <span>{t('Role')}</span>
          <select className="inp" name="role" defaultValue="viewer">
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(roleNames[role] ?? role)}
              </option>
            ))}
          </select>
        </label>
        {add.error && (
          <p className="form-error" role="alert">
            {add.error.message}
          </p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button type="submit" className="btn solid" disabled={add.isPending}>
            {t('Add')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function NewPassword({ person, onClose }: { person: Person; onClose: () => void }) {
  const toast = useToast();
  const set = useMutation({
    mutationFn: (form: FormData) => fetchJson(`/api/people/${person.id}`, { method: 'PATCH', body: Object.fromEntries(form) }),
    onSuccess: () => {
      toast(t('{name} has a new password and was signed out everywhere.', { name: person.name }));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={t('New password for {name}', { name: person.name })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form
        style={{ display: 'grid', gap: 14 }}
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate(new FormData(event.currentTarget));
        }}
      >
        <label className="field">
          <span>{t('New password')}</span>
          <input className="inp" name="password" type="password" minLength={10} required autoComplete="new-password" data-autofocus />
          <small>{t('At least 10 characters. Tell it to them on another way. It ends their sessions.')}</small>
        </label>
        {set.error && (
          <p className="form-error" role="alert">
            {set.error.message}
          </p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button type="submit" className="btn solid" disabled={set.isPending}>
            {t('Set password')}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Who has an account, and what they may do. */
export function PeoplePage({ people, self }: { people: Person[]; self: string }) {
  const router = useRouter();
  const toast = useToast();
  const [adding, setAdding] = useState(false);
  const [renewing, setRenewing] = useState<Person>();
  const settled = { onSuccess: () => router.refresh(), onError: (error: Error) => toast(error.message) };
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: string }) => fetchJson(`/api/people/${id}`, { method: 'PATCH', body: { role } }),
    ...settled,
  });
  const remove = useMutation({ mutationFn: (id: string) => fetchJson(`/api/people/${id}`, { method: 'DELETE' }), ...settled });
  return (
    <>
      <header className="head">
        <div className="bar">
          <h1 className="grow">{t('People')}</h1>
          <button type="button" className="btn solid" onClick={() => setAdding(true)}>
            <IconPlus size={16} /> {t('New person')}
          </button>
        </div>
      </header>
      <div className="page">
        <PlainTable
          columns={[t('Name'), t('Email'), t('Role'), t('Last signed in')]}
          rows={people.map((person) => ({
            key: person.id,
            cells: [
              person.name,
              person.email,
              <select
                key="role"
                className="inp soft"
                style={{ width: 150 }}
                aria-label={t('Role of {name}', { name: person.name })}
                value={person.role}
                onChange={(event) => change.mutate({ id: person.id, role: event.target.value })}
              >
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {t(roleNames[role] ?? role)}
                  </option>
                ))}
              </select>,
              <span key="seen" suppressHydrationWarning>
                {person.lastSignInAt ? <Moment at={person.lastSignInAt} /> : '–'}
              </span>,
            ],
            actions: person.id !== self && (
              <>
                <button type="button" className="btn sm line" onClick={() => setRenewing(person)}>
                  {t('New password')}
                </button>
                <button type="button" className="btn sm danger" onClick={() => remove.mutate(person.id)}>
                  {t('Remove')}
                </button>
              </>
            ),
          }))}
        />
      </div>
      {renewing && <NewPassword person={renewing} onClose={() => setRenewing(undefined)} />}
      {adding && <PersonForm onClose={() => setAdding(false)} />}
    </>
  );
}
