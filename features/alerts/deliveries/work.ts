import { queueWith } from '../../../lib/jobs/queue';
import { log } from '../../../lib/log';
import { handlerReportSchema } from '../schema';
import { getOutgoing } from './data';
import { deliveryQueue } from './delivery-queue';
import { recordAttempt, recordDead, recordDelivered } from './mutations';
import { Refused, sendEvent } from './send';

const atOnce = 10;

interface DeliveryJob {
  deliveryId: string;
}

function reportIn(text: string) {
  try {
    return handlerReportSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * One try of one message. At least once: a process that dies between the answer and the note of it makes the queue try again, with
 * the same key. Throws where the queue should try again.
 */
export async function deliver(deliveryId: string): Promise<void> {
  const outgoing = await getOutgoing(deliveryId);
  if (!outgoing || outgoing.settled) return;
  try {
    const { status, text } = await sendEvent(outgoing.connector, outgoing.event);
    await recordDelivered(deliveryId, outgoing, status, reportIn(text));
  } catch (error) {
    const message = (error as Error).message;
    if (error instanceof Refused) return recordDead(deliveryId, message);
    await recordAttempt(deliveryId, message);
    throw error;
  }
}

/** Starts the worker of this process. It tries again where the queue cannot be reached yet. */
export async function startDeliveries(): Promise<void> {
  try {
    const boss = await queueWith(deliveryQueue);
    const { name, dead } = deliveryQueue;
    await boss.work<DeliveryJob>(name, { pollingIntervalSeconds: 0.5, batchSize: atOnce }, async (jobs) => {
      // each for itself: one that has to be tried again must not make the others go out again
      await Promise.all(
        jobs.map((job) => deliver(job.data.deliveryId).catch((error: Error) => boss.fail(name, job.id, { message: error.message }))),
      );
    });
    await boss.work<DeliveryJob>(dead, { pollingIntervalSeconds: 2, batchSize: 1 }, async ([job]) => {
      if (job) await recordDead(job.data.deliveryId, undefined);
    });
  } catch (error) {
    log('warn', 'Alert messages cannot be sent yet; it tries again.', { cause: error });
    setTimeout(() => void startDeliveries(), 5_000).unref();
  }
}
