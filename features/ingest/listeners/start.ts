import { env } from '../../../lib/env';
import { getSource } from '../data';
import { importEvents } from '../import-events';
import { listenSyslog } from './syslog';

const shared = globalThis as unknown as { orielListeners?: boolean };

/** Starts the listeners that the administrator asked for. Started by instrumentation.ts. */
export function startListeners(): void {
  if (shared.orielListeners) return;
  shared.orielListeners = true;
  for (const listen of env().ORIEL_SYSLOG)
    listenSyslog(listen, async (name, messages) => importEvents((await getSource(name)).name, messages));
}
