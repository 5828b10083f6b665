import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { requiredSecret } from '../env';

const algorithm = 'aes-256-gcm';

const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', requiredSecret(), 'oriel', purpose, 32));

/** Seals a secret for storage: AES-256-GCM with a key made from NEXTAUTH_SECRET (HKDF) for this purpose. */
export function sealSecret(plain: string, purpose: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(algorithm, keyFor(purpose), iv);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The reverse. Throws where it was sealed with another NEXTAUTH_SECRET or changed since. */
export function openSecret(sealed: string, purpose: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(algorithm, keyFor(purpose), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
