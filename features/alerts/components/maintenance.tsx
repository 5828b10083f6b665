'use client';

import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Moment } from '@/components/ui/moment';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { MaintenanceRow } from '../schema';

const minuteMs = 60_000;

/** An instant as an input of date and time wants it, in the browser's zone. */
const localMinute = (ms: number) => new Date(ms - new Date(ms).getTimezoneOffset() * minuteMs).toISOString().slice(0, 16);

function LocalTime({ name, label, hours }: { name: string; label: string; hours: number }) {
  const input = useRef<HTMLInputElement>(null);
  // the server does not know the zone's clock: the browser fills it in
  useEffect(() => {
    if (input.current && input.current.value === '') input.current.value = localMinute(Date.now() + hours * 60 * minuteMs);
  }, [hours]);
  return (
    <input ref={input} className="inp soft" style={{ flex: '0 1 200px' }} type="datetime-local" name={name} aria-label={label} required />
  );
}

interface Props {
  maintenance: MaintenanceRow[];
  rules: { id: string; name: string }[];
  mayEdit: boolean;
}

/** When nothing is sent: of every rule, or of one. */
export function Maintenance({ maintenance, rules, mayEdit }: Props) {
  const router = useRouter();
  const toast = useToast();
  const settled = { onSuccess: () => router.refresh(), onError: (error: Error) => toast(error.message) };
  const instant = (form: FormData, name: string) => new Date(String(form.get(name))).toISOString();
  const add = useMutation({
    mutationFn: (form: FormData) =>
      fetchJson('/api/maintenance', {
        body: {
          title: form.get('title'),
          startsAt: instant(form, 'startsAt'),
          endsAt: instant(form, 'endsAt'),
          ruleIds: form.getAll('rule').filter(Boolean),
        },
      }),
    ...settled,
  });
  const remove = useMutation({ mutationFn: (id: string) => fetchJson(`/api/maintenance/${id}`, { method: 'DELETE' }), ...settled });
  const named = (ids: string[]) =>
    ids.length === 0 ? t('every rule') : ids.map((id) => rules.find((rule) => rule.id === id)?.name ?? t('a rule that is gone')).join(', ');
  return (
    <section className="sheet">
      <h2>{t('Maintenance')}</h2>
      <p className="t3">{t('Rules go on looking, and alerts are kept; nothing is sent.')}</p>
      {maintenance.map((window) => (
        <div key={window.id} className="row">
          <span className="grow">
            <b style={{ fontWeight: 600 }}>{window.title}</b>{' '}
            <span className="t3">
              <Moment at={window.startsAt} as="instant" /> – <Moment at={window.endsAt} as="instant" /> · {named(window.ruleIds)} ·{' '}
              {window.createdBy}
            </span>
          </span>
          {mayEdit && (
            <button
              type="button"
              className="btn sm icon"
              aria-label={t('Remove {title}', { title: window.title })}
              onClick={() => remove.mutate(window.id)}
            >
              <IconTrash size={16} />
            </button>
          )}
        </div>
      ))}
      {mayEdit && (
        <form
          className="row wrap"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(new FormData(event.currentTarget));
          }}
        >
          <input
            className="inp soft"
            style={{ flex: '1 1 160px' }}
            name="title"
            required
            placeholder={t('What is being done')}
            aria-label={t('Title')}
          />
          <select className="inp soft" style={{ flex: '0 1 200px' }} name="rule" aria-label={t('Which rule')}>
            <option value="">{t('every rule')}</option>
            {rules.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <LocalTime name="startsAt" label={t('From')} hours={0} />
          <LocalTime name="endsAt" label={t('Until')} hours={2} />
          <button type="submit" className="btn line" disabled={add.isPending}>
            {t('Add')}
          </button>
        </form>
      )}
    </section>
  );
}
