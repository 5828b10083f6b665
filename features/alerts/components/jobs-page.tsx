'use client';

import { IconClock, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { useToast } from '@/components/ui/toast';
import { formatAgo } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import type { DeliveryRow, MaintenanceRow, RunRow } from '../schema';
import { AlertHead } from './alert-tabs';

interface Props {
  runs: RunRow[];
  deliveries: DeliveryRow[];
  maintenance: MaintenanceRow[];
  mayEdit: boolean;
}

const tones: Record<DeliveryRow['status'], string> = { delivered: 'success', queued: '', dead: 'danger' };
const ago = (iso: string) => <span suppressHydrationWarning>{formatAgo(Date.parse(iso), 'UTC')}</span>;

function Deliveries({ deliveries, mayEdit }: Pick<Props, 'deliveries' | 'mayEdit'>) {
  const router = useRouter();
  const toast = useToast();
  const replay = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/deliveries/${encodeURIComponent(id)}/replay`, { method: 'POST' }),
    onSuccess: () => router.refresh(),
    onError: (error: Error) => toast(error.message),
  });
  return (
    <PlainTable
      columns={['Message', 'State', 'Tries', 'When']}
      rows={deliveries.map((delivery) => ({
        key: delivery.id,
        cells: [
          <span key="name">
            <Link href={`/alerts/${delivery.alertId}`}>
              {delivery.connectorName}: {delivery.event}
            </Link>
            {delivery.lastError && <span className="form-error"> {delivery.lastError}</span>}
          </span>,
          <span key="state" className={`chip ${tones[delivery.status]}`}>
            {delivery.status}
          </span>,
          delivery.attempts,
          ago(delivery.createdAt),
        ],
        actions: mayEdit && delivery.status === 'dead' && (
          <button type="button" className="btn sm line" onClick={() => replay.mutate(delivery.id)}>
            Send again
          </button>
        ),
      }))}
    />
  );
}

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

function Maintenance({ maintenance, mayEdit }: Pick<Props, 'maintenance' | 'mayEdit'>) {
  const router = useRouter();
  const toast = useToast();
  const settled = { onSuccess: () => router.refresh(), onError: (error: Error) => toast(error.message) };
  const add = useMutation({
    mutationFn: (form: FormData) =>
      fetchJson('/api/maintenance', {
        body: { title: form.get('title'), startsAt: `${form.get('startsAt')}:00Z`, endsAt: `${form.get('endsAt')}:00Z` },
      }),
    ...settled,
  });
  const remove = useMutation({ mutationFn: (id: string) => fetchJson(`/api/maintenance/${id}`, { method: 'DELETE' }), ...settled });
  return (
    <section className="sheet">
      <h2>Maintenance</h2>
      <p className="t3">Rules go on looking, and alerts are kept; nothing is sent.</p>
      {maintenance.map((window) => (
        <div key={window.id} className="row">
          <span className="grow">
            <b style={{ fontWeight: 600 }}>{window.title}</b>{' '}
            <span className="t3">
              {window.startsAt.slice(0, 16).replace('T', ' ')} – {window.endsAt.slice(0, 16).replace('T', ' ')} UTC · {window.createdBy}
            </span>
          </span>
          {mayEdit && (
            <button type="button" className="btn sm icon" aria-label={`Remove ${window.title}`} onClick={() => remove.mutate(window.id)}>
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
            placeholder="What is being done"
            aria-label="Title"
          />
          <input
            className="inp soft"
            style={{ flex: '0 1 200px' }}
            type="datetime-local"
            name="startsAt"
            aria-label="From (UTC)"
            defaultValue={hoursFromNow(0)}
            suppressHydrationWarning
            required
          />
          <input
            className="inp soft"
            style={{ flex: '0 1 200px' }}
            type="datetime-local"
            name="endsAt"
            aria-label="Until (UTC)"
            defaultValue={hoursFromNow(2)}
            suppressHydrationWarning
            required
          />
          <button type="submit" className="btn line" disabled={add.isPending}>
            Add (UTC)
          </button>
        </form>
      )}
    </section>
  );
}

/** What ran, what was sent, and when nothing is. */
export function JobsPage({ runs, deliveries, maintenance, mayEdit }: Props) {
  return (
    <>
      <AlertHead />
      <div className="page stack">
        <Maintenance maintenance={maintenance} mayEdit={mayEdit} />
        <h2>Messages</h2>
        {deliveries.length === 0 ? (
          <p className="t3">Nothing has been sent yet.</p>
        ) : (
          <Deliveries deliveries={deliveries} mayEdit={mayEdit} />
        )}
        <h2>Last looks at the data</h2>
        {runs.length === 0 ? (
          <StateBlock icon={<IconClock size={20} />} title="Nothing has run yet">
            Every look that a rule takes at the data stands here for a week.
          </StateBlock>
        ) : (
          <PlainTable
            columns={['Rule', 'Found', 'Took', 'When']}
            rows={runs.map((run) => ({
              key: `${run.ruleId}${run.startedAt}`,
              cells: [
                <Link key="rule" href={`/alerts/rules/${run.ruleId}`}>
                  {run.ruleName}
                </Link>,
                run.error ? (
                  <span key="found" className="form-error">
                    {run.error}
                  </span>
                ) : (
                  `${run.breached} of ${run.groups} break it`
                ),
                `${run.tookMs} ms`,
                ago(run.startedAt),
              ],
              actions: null,
            }))}
          />
        )}
      </div>
    </>
  );
}
