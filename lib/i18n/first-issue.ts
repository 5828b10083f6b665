import type { ZodError } from 'zod';
import { t } from './t';

/** The first thing that a schema says of bad input, in the reader's language; undefined where it says nothing. */
export const firstIssue = (error: ZodError | undefined): string | undefined => error?.issues[0] && t(error.issues[0].message);
