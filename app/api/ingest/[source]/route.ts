import { scopeForApiKey } from '@/features/access/api-key-scope';
import { requireUser } from '@/features/access/session-scope';
import { getSource } from '@/features/ingest/data';
import { importEvents } from '@/features/ingest/import-events';
import { readEvents } from '@/features/ingest/read-events';
import { AppError } from '@/lib/errors/app-error';
import { checkIndices } from '@/lib/gateway/scope-check';
import { handle, json } from '@/lib/http/handle';
import { requireSameOrigin } from '@/lib/http/same-origin';
import { t } from '@/lib/i18n/t';

type Context = { params: Promise<{ source: string }> };

async function prove(request: Request, source: string): Promise<void> {
  const scope = await scopeForApiKey(request.headers.get('authorization'));
  if (!scope) {
    requireSameOrigin(request);
    await requireUser('add-data');
    return;
  }
  checkIndices(scope, source);
  if (!scope.canWrite) throw new AppError('forbidden', t('This API key may read but not write.'));
}

/** Lines into a source: plain text (gzip accepted) from programs with an API key, JSON with `events` from the page. */
export const POST = handle(async (request: Request, { params }: Context) => {
  const { source: name } = await params;
  await prove(request, name);
  const source = await getSource(name);
  const place = request.headers.get('oriel-position') ?? undefined;
  const { events, last, heldLines } = await readEvents(request, source.begins);
  const imported = events.length === 0 ? { accepted: 0, rejected: [] } : await importEvents(name, events, { place, refresh: last });
  return json({ ...imported, ...(heldLines > 0 ? { heldLines } : {}) });
});
