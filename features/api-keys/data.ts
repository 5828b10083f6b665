import { createHash, timingSafeEqual } from 'node:crypto';
import { db } from '../../lib/db';
import type { ApiKeyRow } from './schema';

/** Keys that count, newest first. */
export async function listApiKeys(): Promise<ApiKeyRow[]> {
  const rows = await db().apiKey.findMany({ where: { revokedAt: null }, orderBy: { createdAt: 'desc' } });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    patterns: row.patterns,
    canWrite: row.canWrite,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdByName: row.createdByName,
  }));
}

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The key of that id and secret, where it counts now; undefined for unknown, expired and revoked ones alike. */
export async function getApiKey(id: string, secret: string) {
  const row = uuid.test(id) ? await db().apiKey.findUnique({ where: { id } }) : null;
  const [expected, actual] = [Buffer.from(row?.secretHash ?? hashSecret('')), Buffer.from(hashSecret(secret))];
  const fits = expected.length === actual.length && timingSafeEqual(expected, actual);
  if (!row || !fits || row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= Date.now())) return undefined;
  return row;
}
