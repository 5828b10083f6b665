import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import { log } from '../../../lib/log';
import { evaluate, lookOf, withSavedSearch } from '../evaluate';
import { Fenced, finishRun, type Lease } from './mutations';

/** One run of a leased rule: looks at the data, writes down what became of it. Never throws: a failing rule says so in its runs. */
export async function runRule(lease: Lease): Promise<void> {
  const { rule } = lease;
  const startedMs = Date.now();
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  try {
    try {
      const condition = await withSavedSearch(rule.definition.condition);
      const readings = await evaluate(condition, await lookOf(condition, rule.createdByRole, startedMs));
      await finishRun(lease, { startedMs, tookMs: took(), readings });
    } catch (error) {
      if (error instanceof Fenced) throw error;
      const known = error instanceof AppError;
      if (!known) log('error', `The rule ${rule.name} failed`, { cause: error });
      await finishRun(lease, {
        startedMs,
        tookMs: took(),
        readings: [],
        error: known ? error.message : t('Something went wrong; the log says what.'),
      });
    }
  } catch (error) {
    if (!(error instanceof Fenced))
      log('error', `What the rule ${rule.name} found could not be written down; it runs again.`, { cause: error });
  }
}
