import { errors } from '@elastic/elasticsearch';
import type { ErrorCause } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';

function causeOf(error: errors.ResponseError): ErrorCause | undefined {
  const body = error.meta.body as { error?: ErrorCause | string } | undefined;
  if (!body?.error || typeof body.error === 'string') return undefined;
  return deepest(body.error);
}

/** The cause that says most: shards and parse failures hide it one level down. */
function deepest(cause: ErrorCause): ErrorCause {
  const shard = (cause.failed_shards as { reason?: ErrorCause }[] | undefined)?.[0]?.reason;
  const root = cause.root_cause?.[0];
  const next = cause.caused_by ?? shard ?? (root && root.type !== cause.type ? root : undefined);
  return next?.reason ? deepest({ ...next, root_cause: undefined }) : cause;
}

const unknownField = /No mapping found for \[([^\]]+)\]|Unknown column \[([^\]]+)\]|Referenced column "([^"]+)"/;

function fromCause(cause: ErrorCause, status: number): AppError {
  const details = { type: cause.type, reason: cause.reason };
  if (cause.type === 'index_not_found_exception') {
    const index = String(cause.index ?? cause['resource.id'] ?? '');
    return new AppError(
      'missing-index',
      t('There is no index {index}. It may have been deleted or not yet written; check the data view.', { index }),
      {
        details,
      },
    );
  }
  if (cause.type === 'timeout_exception')
    return new AppError('cluster-timeout', t('The search took too long and was stopped. Choose a shorter time or fewer buckets.'), {
      details,
    });
  if (cause.type === 'task_cancelled_exception') return new AppError('cancelled', t('The search was cancelled.'), { details });
  if (cause.type === 'too_many_buckets_exception')
    return new AppError(
      'query-rejected',
      t('This would make too many buckets. Choose a longer interval, a shorter time or a smaller split.'),
      { details },
    );
  if (cause.type === 'circuit_breaking_exception')
    return new AppError(
      'query-rejected',
      t('The cluster has too little memory for this question. Choose a shorter time or fewer buckets.'),
      {
        details,
      },
    );
  if (cause.type === 'search_context_missing_exception')
    return new AppError('not-found', t('This search has expired. Run it again.'), { details });
  if (status === 401 || status === 403)
    return new AppError(
      'cluster-error',
      t('The cluster refused Oriel’s credentials. An administrator must check ELASTICSEARCH_API_KEY or _USERNAME and _PASSWORD.'),
      { details },
    );
  const field = unknownField.exec(cause.reason);
  if (field)
    return new AppError(
      'query-rejected',
      t('Field "{field}" was not found. Choose another field.', { field: field[1] ?? field[2] ?? field[3] ?? '' }),
      { details },
    );
  if (status >= 400 && status < 500)
    return new AppError('query-rejected', t('The cluster could not read the question: {reason}', { reason: cause.reason }), { details });
  return new AppError('cluster-error', t('The cluster failed: {reason}', { reason: cause.reason }), { details });
}

/** Whatever the client throws, as a sentence that a person can act on. The only reader of Elasticsearch's errors. */
export function mapError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof errors.RequestAbortedError) return new AppError('cancelled', t('The search was cancelled.'), { cause: error });
  if (error instanceof errors.TimeoutError)
    return new AppError('cluster-timeout', t('The cluster did not answer in time. Choose a shorter time, or try again.'), { cause: error });
  if (error instanceof errors.ConnectionError || error instanceof errors.NoLivingConnectionsError) {
    return new AppError('cluster-unreachable', t('The cluster did not answer. Check that it runs; Oriel tries again by itself.'), {
      cause: error,
    });
  }
  if (error instanceof errors.ResponseError) {
    const cause = causeOf(error);
    if (cause) return fromCause(cause, error.statusCode ?? 500);
    return new AppError('cluster-error', t('The cluster answered {status}.', { status: error.statusCode ?? '' }), { cause: error });
  }
  return new AppError('internal', t('Something went wrong while asking the cluster. The log says what.'), { cause: error });
}
