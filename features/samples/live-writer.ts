import type { JsonObject } from '../../lib/elastic/wire-types';
import { bulkIndex } from '../../lib/gateway/bulk';
import { search } from '../../lib/gateway/search';
import { log } from '../../lib/log';
import { jobScope } from '../access/job-scope';
import { getStorefrontState } from './data';
import { minuteMs, plantIncident, simulateMinute } from './storefront-simulator';

const tickMs = 5_000;
const catchUpMs = 14 * 86_400_000;
const shared = globalThis as unknown as { orielLiveWriter?: NodeJS.Timeout };

async function newestMs(): Promise<number | undefined> {
  const answer = await search(jobScope('live-sample', ['shop-logs']), 'shop-logs', {
    size: 0,
    track_total_hits: false,
    aggs: { newest: { max: { field: '@timestamp' } } },
  });
  const value: unknown = answer.aggregations?.newest?.value;
  return typeof value === 'number' ? value : undefined;
}

/** Writes what the simulation says happened between two instants. */
async function writeSpan(fromMs: number, toMs: number): Promise<void> {
  const state = await getStorefrontState();
  if (!state) return;
  const simulation = { incident: plantIncident(state.anchorMs), scale: state.scale };
  let batch: JsonObject[] = [];
  for (let minute = Math.floor(fromMs / minuteMs); minute * minuteMs <= toMs; minute++) {
    batch.push(
      ...simulateMinute(minute, simulation).filter(
        (document) => Date.parse(String(document['@timestamp'])) > fromMs && Date.parse(String(document['@timestamp'])) <= toMs,
      ),
    );
    if (batch.length < 5_000 && (minute + 1) * minuteMs <= toMs) continue;
    await bulkIndex(jobScope('live-sample', ['shop-logs']), 'shop-logs', batch);
    batch = [];
  }
}

/** Keeps the Storefront moving: every five seconds what is new, after a pause what was missed. Started by instrumentation.ts. */
export function startLiveWriter(): void {
  if (shared.orielLiveWriter) return;
  let writtenMs: number | undefined;
  let busy = false;
  shared.orielLiveWriter = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      if (await getStorefrontState()) {
        const nowMs = Date.now();
        writtenMs ??= Math.max(nowMs - catchUpMs, (await newestMs()) ?? nowMs);
        await writeSpan(writtenMs, nowMs);
        writtenMs = nowMs;
      }
    } catch (error) {
      writtenMs = undefined;
      log('warn', 'The live sample could not be written; it tries again.', { cause: error });
    } finally {
      busy = false;
    }
  }, tickMs);
  shared.orielLiveWriter.unref();
}
