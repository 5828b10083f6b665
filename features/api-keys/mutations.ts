import { randomBytes } from 'node:crypto';
import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import { hashSecret } from './data';
import type { ApiKeyInput } from './schema';

/** Makes a key. What comes back is told this once: base64 of `id:secret`, as Elasticsearch's own clients send it. */
export async function createApiKey({ days, ...input }: ApiKeyInput, author: SessionUser): Promise<{ id: string; encoded: string }> {
  const secret = randomBytes(32).toString('base64url');
  const { id } = await db().apiKey.create({
    data: {
      ...input,
      secretHash: hashSecret(secret),
      expiresAt: days === null ? null : new Date(Date.now() + days * 86_400_000),
      createdById: author.id,
      createdByName: author.name,
      createdByRole: author.role,
    },
    select: { id: true },
  });
  return { id, encoded: Buffer.from(`${id}:${secret}`).toString('base64') };
}

/** It stops counting with the next request. */
export async function revokeApiKey(id: string): Promise<void> {
  await db().apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
}

const noted = new Map<string, number>();

/** Keeps when a key was last used, to the minute. */
export async function noteUse(id: string, nowMs: number): Promise<void> {
  if (nowMs - (noted.get(id) ?? 0) < 60_000) return;
  noted.set(id, nowMs);
  await db().apiKey.updateMany({ where: { id }, data: { lastUsedAt: new Date(nowMs) } });
}
