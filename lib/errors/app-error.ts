import { t } from '../i18n/t';
/** Every code has a page in docs/errors/ and a status here. */
export const errorStatus = {
  'bad-request': 400,
  'kql-syntax': 400,
  'query-rejected': 400,
  'sql-rejected': 400,
  'unknown-panel-kind': 400,
  'broken-document': 422,
  'sign-in-required': 401,
  'sign-in-limited': 429,
  forbidden: 403,
  'not-found': 404,
  'missing-index': 404,
  conflict: 409,
  'too-large': 413,
  'cluster-unreachable': 502,
  'cluster-error': 502,
  'cluster-timeout': 504,
  'sql-unavailable': 501,
  cancelled: 499,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** A failure a person can act on: `message` is public, `cause` is for the log, `details` are shown under Details. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** What crosses the wire: RFC 9457, plus the code and the details. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  details?: Record<string, unknown>;
}

export function toProblem(error: unknown): Problem {
  const known =
    error instanceof AppError
      ? error
      : new AppError('internal', t('Something went wrong on the server. The log says what.'), { cause: error });
  return {
    type: `https://oriel.dev/errors/${known.code}`,
    title: known.code.replaceAll('-', ' '),
    status: known.status,
    code: known.code,
    detail: known.message,
    details: known.options.details,
  };
}
