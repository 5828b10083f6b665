import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../prisma/generated/client';
import { env } from './env';

const shared = globalThis as unknown as { orielDb?: PrismaClient };

/** The one Postgres client of this process, opened on first use. */
export function db(): PrismaClient {
  if (!shared.orielDb) {
    const { DATABASE_URL } = env();
    if (!DATABASE_URL) throw new Error('DATABASE_URL is not set. Start Oriel with npm start, which provides an embedded Postgres.');
    shared.orielDb = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL, max: 10 }) });
  }
  return shared.orielDb;
}
