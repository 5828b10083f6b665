import { requireUser } from '@/features/access/session-scope';
import { handle, json } from '@/lib/http/handle';

export const GET = handle(async () => json(await requireUser()));
