'use client';

import { IconClock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Moment } from '@/components/ui/moment';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { DeliveryRow, MaintenanceRow, RunRow } from '../schema';
import { AlertHead } from './alert-tabs';
import { Maintenance } from './maintenance';

interface Props {
  runs: RunRow[];
  deliveries: DeliveryRow[];
  maintenance: MaintenanceRow[];
  rules: { id: string; name: string }[];
  mayEdit: boolean;
}

const tones: Record<DeliveryRow['status'], string> = { delivered: 'success', queued: '', dead: 'danger' };

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
      columns={[t('Message'), t('State'), t('Tries'), t('When')]}
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
          <Moment key="when" at={delivery.createdAt} />,
        ],
        actions: mayEdit && delivery.status === 'dead' && (
          <button type="button" className="btn sm line" onClick={() => replay.mutate(delivery.id)}>
            {t('Send again')}
          </button>
        ),
      }))}
    />
  );
}

/** What ran, what was sent, and when nothing is. */
export function JobsPage({ runs, deliveries, maintenance, rules, mayEdit }: Props) {
  return (
    <>
      <AlertHead />
      <div className="page stack">
        <Maintenance maintenance={maintenance} rules={rules} mayEdit={mayEdit} />
        <h2>{t('Messages')}</h2>
        {deliveries.length === 0 ? (
          <p className="t3">{t('Nothing has been sent yet.')}</p>
        ) : (
          <Deliveries deliveries={deliveries} mayEdit={mayEdit} />
        )}
        <h2>{t('Last looks at the data')}</h2>
        {runs.length === 0 ? (
          <StateBlock icon={<IconClock size={20} />} title={t('Nothing has run yet')}>
            {t('Every look that a rule takes at the data stands here for a week.')}
          </StateBlock>
        ) : (
          <PlainTable
            columns={[t('Rule'), t('Found'), t('Took'), t('When')]}
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
                  t('{breached} of {groups} break it', { breached: run.breached, groups: run.groups })
                ),
                `${run.tookMs} ms`,
                <Moment key="when" at={run.startedAt} />,
              ],
              actions: null,
            }))}
          />
        )}
      </div>
    </>
  );
}
