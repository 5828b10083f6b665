import type { QueueDefinition } from '../../../lib/jobs/queue';

/** The queue of messages. A try that fails is made again after 2, 4, 8 … seconds; after the last one the message is dead. */
export const deliveryQueue: QueueDefinition = {
  name: 'alert-delivery',
  dead: 'alert-delivery-dead',
  retryLimit: 8,
  retryDelaySeconds: 2,
  expireInSeconds: 30,
};
