import { env } from '../../../lib/env';
import { getSource } from '../data';
import { importEvents } from '../import-events';
import { listenOtlp } from './otlp';
import { listenSyslog } from './syslog';

const shared = globalThis as unknown as { orielListeners?: boolean };

/** Starts the listeners that the administrator asked for. Started by instrumentation.ts. */
export function startListeners(): void {
  if (shared.orielListeners) return;
  shared.orielListeners = true;
  const { ORIEL_OTLP, ORIEL_SYSLOG } = env();
  if (ORIEL_OTLP) listenOtlp(ORIEL_OTLP);
  for (const listen of ORIEL_SYSLOG) listenSyslog(listen, async (name, messages) => importEvents((await getSource(name)).name, messages));
}
