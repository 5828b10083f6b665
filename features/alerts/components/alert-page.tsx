'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { Moment } from '@/components/ui/moment';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { type Message, msg, t } from '@/lib/i18n/t';
import { describeCondition } from '../describe-condition';
import type { AlertDetail, AlertEventRow } from '../schema';
import { AlertHead } from './alert-tabs';
import { SeverityChip, StatusChip, spanText } from './marks';

const titles: Record<string, Message> = {
  opened: msg('Opened'),
  acknowledged: msg('Taken on'),
  notified: msg('Told'),
  undelivered: msg('Not delivered'),
  action: msg('Done'),
  recovered: msg('Recovered'),
};
const tones: Record<string, string> = {
  opened: 'danger',
  undelivered: 'danger',
  acknowledged: 'warning',
  action: 'accent',
  recovered: 'success',
};

function Entry({ event, before }: { event: AlertEventRow; before: string | undefined }) {
  const { quiet, result, by, detail } = event.details as Record<string, string | undefined>;
  return (
    <li className={`moment ${tones[event.kind] ?? ''}`}>
      <span className="when">
        <Moment at={event.at} as="clock" />
        <small>{before ? `+${spanText(Date.parse(before), Date.parse(event.at))}` : <Moment at={event.at} as="day" />}</small>
      </span>
      <div>
        <b>{t(titles[event.kind] ?? event.kind)}</b>
        {result && result !== 'ok' && <span className={`chip ${result === 'failed' ? 'danger' : ''}`}>{result}</span>}
        <p>
          {event.text}
          {by && <span className="t3"> · {by}</span>}
        </p>
        {detail && <p className="t3">{detail}</p>}
        {quiet && <p className="t3">{t('Nothing was sent: {quiet}.', { quiet })}</p>}
      </div>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** One alert: what happened, who was told, what was done, how long it took. */
export function AlertPage({ alert: given, mayEdit }: { alert: AlertDetail; mayEdit: boolean }) {
  const client = useQueryClient();
  const toast = useToast();
  const key = ['alert', given.id];
  const { data: alert } = useQuery({
    queryKey: key,
    queryFn: () => fetchJson<AlertDetail>(`/api/alerts/${given.id}`),
    initialData: given,
    refetchInterval: given.status === 'recovered' ? 30_000 : 3_000,
  });
  const settled = { onSuccess: () => client.invalidateQueries({ queryKey: key }), onError: (error: Error) => toast(error.message) };
  const acknowledge = useMutation({
    mutationFn: () => fetchJson(`/api/alerts/${alert.id}`, { method: 'PATCH', body: { status: 'acknowledged' } }),
    ...settled,
  });
  const replay = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/deliveries/${encodeURIComponent(id)}/replay`, { method: 'POST' }),
    ...settled,
  });
  const started = Date.parse(alert.startedAt);
  const { dashboard, condition } = alert.definition;
  const around = `from=${encodeURIComponent(new Date(started - 1_800_000).toISOString())}&to=${encodeURIComponent(
    new Date((alert.recoveredAt ? Date.parse(alert.recoveredAt) : started) + 1_800_000).toISOString(),
  )}`;
  const dead = alert.deliveries.filter(({ status }) => status === 'dead');
  return (
    <>
      <AlertHead
        actions={
          <>
            {dashboard && (
              <Link href={`/dashboards/${dashboard}?${around}`} className="btn line">
                {t('Open the dashboard')}
              </Link>
            )}
            {mayEdit && alert.status === 'open' && (
              <button type="button" className="btn solid" onClick={() => acknowledge.mutate()}>
                {t('Take on')}
              </button>
            )}
          </>
        }
      />
      <div className="page narrow stack">
        <section className="sheet">
          <div className="row wrap" style={{ gap: 8 }}>
            <h2>{alert.ruleName}</h2>
            {alert.group && <span className="chip">{alert.group}</span>}
            <SeverityChip severity={alert.severity} />
            <StatusChip status={alert.status} />
          </div>
          <p>{alert.sentence}</p>
          <p className="t3">
            {t('Rule:')} <Link href={`/alerts/rules/${alert.ruleId}`}>{describeCondition(condition)}</Link>
          </p>
          <dl className="facts">
            <Fact name={t('Time to detect')}>{alert.openedAt ? spanText(started, Date.parse(alert.openedAt)) : t('not open yet')}</Fact>
            <Fact name={t('Time to recover')}>
              {alert.recoveredAt ? spanText(started, Date.parse(alert.recoveredAt)) : t('still going on')}
            </Fact>
            <Fact name={t('Told')}>
              {t('{count} of {total}', {
                count: alert.deliveries.filter(({ status }) => status === 'delivered').length,
                total: alert.deliveries.length,
              })}
            </Fact>
            <Fact name={t('Taken on by')}>{alert.acknowledgedBy ?? t('nobody')}</Fact>
          </dl>
        </section>
        {dead.map((delivery) => (
          <p key={delivery.id} className="note danger">
            <span className="grow">
              {t('{connectorName} could not be told that it {event}.', { connectorName: delivery.connectorName, event: delivery.event })}{' '}
              {delivery.lastError}
            </span>
            {mayEdit && (
              <button type="button" className="btn sm line" onClick={() => replay.mutate(delivery.id)}>
                {t('Send again')}
              </button>
            )}
          </p>
        ))}
        <section className="sheet">
          <h3>{t('Timeline')}</h3>
          <ol className="moments">
            <li className="moment">
              <span className="when">
                <Moment at={alert.startedAt} as="clock" />
                <small>
                  <Moment at={alert.startedAt} as="day" />
                </small>
              </span>
              <div>
                <b>{t('The data broke the rule')}</b>
              </div>
            </li>
            {alert.events.map((event) => (
              <Entry key={event.id} event={event} before={alert.startedAt} />
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}
