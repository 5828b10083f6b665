'use client';

import { IconBellCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import type { AlertRow, MaintenanceRow } from '../schema';
import { AlertHead, NewRule } from './alert-tabs';
import { SeverityChip, StatusChip, spanText } from './marks';

interface Props {
  alerts: AlertRow[];
  history: AlertRow[];
  maintenance: MaintenanceRow[];
  rules: number;
  lastFired: string | null;
  mayEdit: boolean;
}

function Empty({ rules, lastFired, mayEdit }: Pick<Props, 'rules' | 'lastFired' | 'mayEdit'>) {
  const watching = t('{rules, plural, one {# rule is watching} other {# rules are watching}}', { rules });
  return (
    <StateBlock
      level="h2"
      icon={<IconBellCheck size={20} />}
      title={rules === 0 ? t('Nothing is being watched') : t('No alerts')}
      actions={
        rules === 0 &&
        mayEdit && (
          <Link href="/alerts/rules/new" className="btn solid">
            {t('Write the first rule')}
          </Link>
        )
      }
    >
      {rules === 0 ? (
        t('A rule looks at the data again and again, and tells somebody, or a script, when something is wrong.')
      ) : lastFired ? (
        <>
          {t('{watching}; the last one fired', { watching })} <Moment at={lastFired} />.
        </>
      ) : (
        t('{watching}; none has fired yet.', { watching })
      )}
    </StateBlock>
  );
}

function Table({ rows, mayEdit }: { rows: AlertRow[]; mayEdit: boolean }) {
  const client = useQueryClient();
  const toast = useToast();
  const acknowledge = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/alerts/${id}`, { method: 'PATCH', body: { status: 'acknowledged' } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['alerts'] }),
    onError: (error: Error) => toast(error.message),
  });
  return (
    <PlainTable
      columns={[t('Alert'), t('State'), t('Since'), t('Lasted')]}
      rows={rows.map((alert) => ({
        key: alert.id,
        cells: [
          <div key="name" style={{ display: 'grid', gap: 2 }}>
            <span className="row" style={{ gap: 8 }}>
              <Link href={`/alerts/${alert.id}`} style={{ fontWeight: 600 }}>
                {alert.ruleName}
              </Link>
              <SeverityChip severity={alert.severity} />
            </span>
            <span className="t3">
              {alert.group && <b style={{ fontWeight: 600 }}>{alert.group} · </b>}
              {alert.sentence}
            </span>
          </div>,
          <span key="state" className="row wrap" style={{ gap: 6 }}>
            <StatusChip status={alert.status} />
            {alert.acknowledgedBy && <span className="t3">{alert.acknowledgedBy}</span>}
          </span>,
          <Moment key="since" at={alert.startedAt} />,
          <span key="lasted" className="num" suppressHydrationWarning>
            {spanText(Date.parse(alert.startedAt), alert.recoveredAt ? Date.parse(alert.recoveredAt) : Date.now())}
          </span>,
        ],
        actions: mayEdit && alert.status === 'open' && (
          <button type="button" className="btn sm line" onClick={() => acknowledge.mutate(alert.id)}>
            {t('Take on')}
          </button>
        ),
      }))}
    />
  );
}

/** What is wrong now, what was, and when nothing is sent. */
export function AlertsPage(props: Props) {
  const { maintenance, mayEdit } = props;
  const [shown, setShown] = useState<'now' | 'history'>('now');
  const now = useQuery({
    queryKey: ['alerts', 'now'],
    queryFn: () => fetchJson<AlertRow[]>('/api/alerts'),
    initialData: props.alerts,
    refetchInterval: 5_000,
  });
  const history = useQuery({
    queryKey: ['alerts', 'history'],
    queryFn: () => fetchJson<AlertRow[]>('/api/alerts?history=1'),
    initialData: props.history,
    refetchInterval: 15_000,
  });
  const rows = shown === 'now' ? now.data : history.data;
  return (
    <>
      <AlertHead actions={mayEdit && <NewRule />} />
      <div className="page stack">
        {maintenance
          .filter(({ startsAt }) => Date.parse(startsAt) <= Date.now())
          .map((window) => (
            <p key={window.id} className="note info">
              {t('Maintenance “{title}”: nothing is sent until', { title: window.title })} <Moment at={window.endsAt} as="instant" />.
            </p>
          ))}
        <div className="seg" role="radiogroup" aria-label={t('Which alerts')} style={{ justifySelf: 'start' }}>
          <button type="button" role="radio" aria-checked={shown === 'now'} onClick={() => setShown('now')}>
            {t('Now ({count})', { count: now.data.length })}
          </button>
          <button type="button" role="radio" aria-checked={shown === 'history'} onClick={() => setShown('history')}>
            {t('History')}
          </button>
        </div>
        {rows.length > 0 ? (
          <Table rows={rows} mayEdit={mayEdit} />
        ) : shown === 'now' ? (
          <Empty {...props} />
        ) : (
          <StateBlock level="h2" icon={<IconBellCheck size={20} />} title={t('No alert has ended yet')}>
            {t('Alerts that are over stay here, with what was done.')}
          </StateBlock>
        )}
      </div>
    </>
  );
}
