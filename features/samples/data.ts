import { z } from 'zod';
import { db } from '../../lib/db';

const storefrontStateSchema = z.object({ anchorMs: z.number(), scale: z.number() });
export type StorefrontState = z.infer<typeof storefrontStateSchema>;

/** When the Storefront backfill ended; undefined where it was never loaded. */
export async function getStorefrontState(): Promise<StorefrontState | undefined> {
  const row = await db().setting.findUnique({ where: { key: 'samples.storefront' } });
  return row ? storefrontStateSchema.parse(row.value) : undefined;
}

export async function listLoadedSamples(): Promise<string[]> {
  const rows = await db().setting.findMany({ where: { key: { startsWith: 'samples.' } }, select: { key: true } });
  return rows.map((row) => row.key.slice('samples.'.length));
}
