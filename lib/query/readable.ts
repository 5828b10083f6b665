import { DateMathError } from '../elastic/date-math';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { KqlSyntaxError } from './kql/syntax-error';

/** What is wrong with KQL or times that a person wrote, as `kql-syntax` or `bad-request` with its place; any other error as it is. */
export function readableProblem(error: unknown): unknown {
  if (error instanceof KqlSyntaxError)
    return new AppError('kql-syntax', t('The KQL cannot be read: {message}', { message: error.message }), { details: { at: error.at } });
  if (error instanceof DateMathError)
    return new AppError('bad-request', t('The time cannot be read. {message}', { message: error.message }));
  return error;
}

/** Runs what reads KQL or times. Throws `readableProblem`. */
export function readable<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw readableProblem(error);
  }
}
