import { scopeForApiKey } from '@/features/access/api-key-scope';
import { answerOtlp } from '@/features/ingest/otlp/answer-otlp';
import { otlpSources } from '@/features/ingest/otlp/take-otlp';
import { AppError } from '@/lib/errors/app-error';
import { checkIndices } from '@/lib/gateway/scope-check';
import { handle } from '@/lib/http/handle';
import { t } from '@/lib/i18n/t';

type Context = { params: Promise<{ signal: string }> };

/** OTLP/HTTP: an exporter's endpoint is `…/api/otlp`, its header an API key that may write. */
export const POST = handle(async (request: Request, { params }: Context) => {
  const { signal } = await params;
  const scope = await scopeForApiKey(request.headers.get('authorization'));
  if (!scope) throw new AppError('sign-in-required', t('Send an API key: authorization: ApiKey <key>.'));
  if (!scope.canWrite) throw new AppError('forbidden', t('This API key may read but not write.'));
  checkIndices(scope, otlpSources[signal as keyof typeof otlpSources]?.name ?? signal);
  return answerOtlp(request, signal);
});
