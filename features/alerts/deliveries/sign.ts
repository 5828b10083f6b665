import { createHmac } from 'node:crypto';

/**
 * The signature of a webhook: HMAC-SHA256 over `<unix seconds>.<body>`, as `t=…,v1=<hex>`. The receiver computes it again and
 * refuses times that are more than five minutes off; python/oriel/webhook.py does both.
 */
export function signBody(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
