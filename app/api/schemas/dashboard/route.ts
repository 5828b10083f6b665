import { dashboardJsonSchema } from '@/features/code/json-schema';
import { handle, json } from '@/lib/http/handle';

/** What a dashboard file may hold, for editors. It says nothing of anybody's data, so nobody has to sign in. */
export const GET = handle(async () => json(dashboardJsonSchema()));
