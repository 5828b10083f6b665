import { checkHealth } from '@/features/health/check-health';
import { json } from '@/lib/http/handle';

export const dynamic = 'force-dynamic';

export async function GET() {
  const health = await checkHealth();
  return json(health, health.ok ? 200 : 503);
}
