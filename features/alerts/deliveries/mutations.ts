import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import { sendJob } from '../../../lib/jobs/queue';
import type { HandlerReport } from '../schema';
import type { Outgoing } from './data';
import { deliveryQueue } from './delivery-queue';

/** A try that failed and will be made again. */
export async function recordAttempt(id: string, error: string): Promise<void> {
  await db().delivery.updateMany({
    where: { id, status: 'queued' },
    data: { attempts: { increment: 1 }, lastError: error.slice(0, 1_000) },
  });
}

export async function recordDead(id: string, error: string | undefined): Promise<void> {
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.delivery.updateMany({
      where: { id, status: 'queued' },
      data: { status: 'dead', settledAt: new Date(), ...(error ? { lastError: error.slice(0, 1_000), attempts: { increment: 1 } } : {}) },
    });
    if (count === 0) return;
    const row = await transaction.delivery.findUniqueOrThrow({ where: { id }, include: { connector: { select: { name: true } } } });
    await transaction.alertEvent.create({
      data: {
        alertId: row.alertId,
        kind: 'undelivered',
        text: `${row.connector.name}: ${row.lastError ?? 'no answer'}`,
        details: { delivery: id },
      },
    });
  });
}

/** It arrived; what the handler reported in its answer goes into the alert's history. */
export async function recordDelivered(
  id: string,
  outgoing: Outgoing,
  status: number | undefined,
  report: HandlerReport | undefined,
): Promise<void> {
  const { event, connectorName } = outgoing;
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.delivery.updateMany({
      where: { id, status: 'queued' },
      data: { status: 'delivered', settledAt: new Date(), attempts: { increment: 1 }, responseStatus: status ?? null, lastError: null },
    });
    if (count === 0) return;
    await transaction.alertEvent.create({
      data: { alertId: event.alert.id, kind: 'notified', text: `${connectorName} was told: ${event.event}`, details: { delivery: id } },
    });
    if (report) await transaction.alertEvent.create({ data: reported(event.alert.id, report, connectorName) });
  });
}

const reported = (alertId: string, { action, result, detail }: HandlerReport, by: string) => ({
  alertId,
  kind: 'action',
  text: action,
  details: { result, by, ...(detail ? { detail } : {}) },
});

/** What a handler calls back to tell. Throws `not-found` for alerts that do not exist. */
export async function recordReport(alertId: string, report: HandlerReport, by: string): Promise<void> {
  if ((await db().alert.count({ where: { id: alertId } })) === 0) throw new AppError('not-found', t('This alert does not exist.'));
  await db().alertEvent.create({ data: reported(alertId, report, by) });
}

/** Sends a dead message again, under the same key. */
export async function replayDelivery(id: string): Promise<void> {
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.delivery.updateMany({ where: { id, status: 'dead' }, data: { status: 'queued', settledAt: null } });
    if (count === 0) throw new AppError('conflict', t('Only a message that could not be delivered can be sent again.'));
    await sendJob(transaction, deliveryQueue, { deliveryId: id });
  });
}
