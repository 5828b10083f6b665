import { isCallbackToken } from '@/features/alerts/deliveries/event';
import { recordReport } from '@/features/alerts/deliveries/mutations';
import { handlerReportSchema } from '@/features/alerts/schema';
import { AppError } from '@/lib/errors/app-error';
import { handle, json, readJson } from '@/lib/http/handle';
import { t } from '@/lib/i18n/t';

type Context = { params: Promise<{ alertId: string }> };

/** Where a handler tells what it did. The token of the alert's own messages proves it; no session counts here. */
export const POST = handle(async (request: Request, { params }: Context) => {
  const { alertId } = await params;
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  if (!isCallbackToken(alertId, token))
    throw new AppError('sign-in-required', t('Send the token of the message: authorization: Bearer <callback.token>.'));
  await recordReport(alertId, handlerReportSchema.parse(await readJson(request)), 'handler');
  return json({ recorded: true }, 201);
});
