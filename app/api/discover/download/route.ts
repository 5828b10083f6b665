import { z } from 'zod';
import { requireScope } from '@/features/access/session-scope';
import { getDataView } from '@/features/data-views/data';
import { endProgress, startProgress } from '@/features/discover/download/progress';
import { downloadIdSchema, downloadInputSchema } from '@/features/discover/download/schema';
import { streamDownload } from '@/features/discover/download/stream';
import { AppError } from '@/lib/errors/app-error';
import { handle } from '@/lib/http/handle';
import { t } from '@/lib/i18n/t';

export const dynamic = 'force-dynamic';

const askedSchema = z.object({ id: downloadIdSchema, ask: z.string().max(60_000) });

function inputOf(ask: string) {
  try {
    return downloadInputSchema.parse(JSON.parse(ask));
  } catch (error) {
    if (error instanceof z.ZodError) throw error;
    throw new AppError('bad-request', t('What to download is not JSON.'), { cause: error });
  }
}

const fileName = (title: string, format: string) => `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'documents'}.${format}`;

/** The whole result as a file. A GET, because the browser writes it to disk while it comes. */
export const GET = handle(async (request) => {
  const { user, scope } = await requireScope();
  const { id, ask } = askedSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const input = inputOf(ask);
  const dataView = await getDataView(input.dataView, user.role);
  const controller = new AbortController();
  request.signal.addEventListener('abort', () => controller.abort(request.signal.reason), { once: true });
  const progress = startProgress(id, user.id, controller);
  const onEnd = (state: Parameters<typeof endProgress>[2], problem?: string) => endProgress(id, progress, state, problem);
  try {
    const { body, contentType } = await streamDownload(scope, dataView, input, progress, onEnd, controller.signal);
    return new Response(body, {
      headers: {
        'content-type': contentType,
        'content-disposition': `attachment; filename="${fileName(dataView.title, input.format)}"`,
        'cache-control': 'no-store, no-transform',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    onEnd('failed', (error as Error).message);
    throw error;
  }
});
