import { db } from '../../lib/db';
import type { JsonObject } from '../../lib/elastic/wire-types';
import type { Prisma } from '../../prisma/generated/client';

export async function recordSample(id: string, value: JsonObject): Promise<void> {
  const json = value as Prisma.InputJsonValue;
  await db().setting.upsert({ where: { key: `samples.${id}` }, create: { key: `samples.${id}`, value: json }, update: { value: json } });
}
