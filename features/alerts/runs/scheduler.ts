import { log } from '../../../lib/log';
import { startDeliveries } from '../deliveries/work';
import { leaseDueRules, pruneRuns } from './mutations';
import { runRule } from './run-rule';

const tickMs = 500;
/** Looks at the data that may run at once; dashboards go first at the gateway's own limit. */
const mostAtOnce = 4;
const pruneMs = 3_600_000;

const shared = globalThis as unknown as { orielAlerts?: NodeJS.Timeout };

/** Runs what is due, twice a second, on every process that has jobs; Postgres decides who gets which rule. Started by instrumentation.ts. */
export function startAlerts(): void {
  if (shared.orielAlerts) return;
  let running = 0;
  let asking = false;
  let prunedMs = 0;
  const tick = async () => {
    if (asking || running >= mostAtOnce) return;
    asking = true;
    try {
      const leases = await leaseDueRules(mostAtOnce - running);
      for (const lease of leases) {
        running++;
        void runRule(lease).finally(() => {
          running--;
          if (running < mostAtOnce) setImmediate(tick);
        });
      }
      if (Date.now() - prunedMs > pruneMs) {
        prunedMs = Date.now();
        await pruneRuns(prunedMs);
      }
    } catch (error) {
      log('warn', 'Alert rules could not be read; it tries again.', { cause: error });
    } finally {
      asking = false;
    }
  };
  shared.orielAlerts = setInterval(() => void tick(), tickMs);
  shared.orielAlerts.unref();
  void startDeliveries();
}
