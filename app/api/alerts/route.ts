import { requireUser } from '@/features/access/session-scope';
import { listAlerts } from '@/features/alerts/data';
import { handle, json } from '@/lib/http/handle';

/** Alerts that are not over; with `?history=1` those that are. */
export const GET = handle(async (request) => {
  await requireUser();
  const history = new URL(request.url).searchParams.get('history') === '1';
  return json(await listAlerts(history ? ['recovered'] : ['open', 'acknowledged', 'pending']));
});
