import PgBoss from 'pg-boss';
import { env } from '../env';
import { log } from '../log';

/** A queue of jobs that outlive their process. */
export interface QueueDefinition {
  name: string;
  /** Where a job goes after its last try. */
  dead: string;
  retryLimit: number;
  /** Doubled after every try. */
  retryDelaySeconds: number;
  /** A try whose process died is made again after so long. */
  expireInSeconds: number;
}

const shared = globalThis as unknown as { orielQueue?: Promise<PgBoss>; orielQueues?: Map<string, Promise<void>> };

async function start(): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: env().DATABASE_URL, schema: 'oriel_jobs', max: 4, maintenanceIntervalSeconds: 10 });
  boss.on('error', (error) => log('warn', 'The job queue had trouble; it goes on.', { cause: error }));
  await boss.start();
  return boss;
}

async function create(boss: PgBoss, { name, dead, retryLimit, retryDelaySeconds, expireInSeconds }: QueueDefinition): Promise<void> {
  await boss.createQueue(dead, { name: dead, retryLimit: 5, retryDelay: 5 });
  await boss.createQueue(name, { name, retryLimit, retryDelay: retryDelaySeconds, retryBackoff: true, expireInSeconds, deadLetter: dead });
}

/** The durable queue of this process, on Postgres (pg-boss), with this queue in it. Started on first use. */
export async function queueWith(definition: QueueDefinition): Promise<PgBoss> {
  shared.orielQueue ??= start().catch((error) => {
    shared.orielQueue = undefined;
    throw error;
  });
  const boss = await shared.orielQueue;
  shared.orielQueues ??= new Map();
  const { orielQueues } = shared;
  const made =
    orielQueues.get(definition.name) ??
    create(boss, definition).catch((error) => {
      orielQueues.delete(definition.name);
      throw error;
    });
  orielQueues.set(definition.name, made);
  await made;
  return boss;
}

/** A Prisma transaction, as far as the queue needs one. */
export interface Transaction {
  $queryRawUnsafe: (text: string, ...values: unknown[]) => Promise<unknown>;
}

/** Sends a job inside a transaction: it exists if and only if the transaction commits. */
export async function sendJob(transaction: Transaction, definition: QueueDefinition, data: object): Promise<void> {
  const boss = await queueWith(definition);
  await boss.send(definition.name, data, {
    db: {
      executeSql: async (text: string, values: unknown[]) => ({ rows: (await transaction.$queryRawUnsafe(text, ...values)) as never[] }),
    },
  });
}
