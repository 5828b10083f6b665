import { openSecret } from '../../../lib/auth/secret-box';
import { db } from '../../../lib/db';
import { publicUrl } from '../../../lib/env';
import { connectorInputSchema, secretPurpose } from '../connectors/schema';
import { toRule } from '../rules/data';
import type { DeliveryRow } from '../schema';
import { type AlertEvent, callbackToken, linkTo, renderTemplate } from './event';
import type { OpenConnector } from './send';

export interface Outgoing {
  event: AlertEvent;
  connector: OpenConnector;
  connectorName: string;
  settled: boolean;
}

/** A message with all that sending it takes. Undefined where it, or its alert, is gone. */
export async function getOutgoing(deliveryId: string): Promise<Outgoing | undefined> {
  const row = await db().delivery.findUnique({
    where: { id: deliveryId },
    include: { connector: true, alert: { include: { rule: true } } },
  });
  if (!row) return undefined;
  const { alert, connector } = row;
  const rule = toRule(alert.rule);
  const { definition } = rule;
  const atMs = (row.event === 'recovered' ? alert.recoveredAt : alert.openedAt)?.getTime() ?? row.createdAt.getTime();
  const words = { rule: rule.name, group: alert.group, value: alert.value, sentence: alert.sentence, severity: definition.severity };
  return {
    settled: row.status !== 'queued',
    connectorName: connector.name,
    connector: {
      kind: connector.kind,
      config: connectorInputSchema.parse({ kind: connector.kind, name: connector.name, config: connector.config }).config,
      secret: connector.secret === null ? undefined : openSecret(connector.secret, secretPurpose),
    },
    event: {
      id: row.id,
      event: row.event,
      at: new Date(atMs).toISOString(),
      rule: { id: rule.id, name: rule.name, severity: definition.severity },
      alert: {
        id: alert.id,
        group: alert.group,
        status: row.event === 'recovered' ? 'recovered' : alert.status,
        value: alert.value,
        sentence: alert.sentence,
        startedAt: alert.startedAt.toISOString(),
        openedAt: alert.openedAt?.toISOString() ?? null,
        recoveredAt: alert.recoveredAt?.toISOString() ?? null,
      },
      message: renderTemplate(definition.message || '{{rule}}: {{sentence}}', words, 'text'),
      link: linkTo(alert.id, definition.dashboard, alert.startedAt.getTime(), atMs),
      callback: { url: `${publicUrl()}/api/alerts/${alert.id}/actions`, token: callbackToken(alert.id) },
    },
  };
}

interface Stored {
  id: string;
  alertId: string;
  event: string;
  status: DeliveryRow['status'];
  attempts: number;
  lastError: string | null;
  responseStatus: number | null;
  createdAt: Date;
  settledAt: Date | null;
  connector: { name: string };
}

export const toDeliveryRow = ({ connector, createdAt, settledAt, ...row }: Stored): DeliveryRow => ({
  id: row.id,
  alertId: row.alertId,
  event: row.event,
  status: row.status,
  attempts: row.attempts,
  lastError: row.lastError,
  responseStatus: row.responseStatus,
  connectorName: connector.name,
  createdAt: createdAt.toISOString(),
  settledAt: settledAt?.toISOString() ?? null,
});

/** Messages, newest first; the dead ones before all others. */
export async function listDeliveries(most = 100): Promise<DeliveryRow[]> {
  const rows = await db().delivery.findMany({
    orderBy: [{ status: 'desc' }, { createdAt: 'desc' }],
    take: most,
    include: { connector: { select: { name: true } } },
  });
  return rows.map(toDeliveryRow);
}
