import type { AlertStatus, Reading, Timing } from './schema';

/** An alert that is not over, as the database holds it. Times in epoch milliseconds. */
export interface ActiveAlert {
  id: string;
  group: string;
  status: Exclude<AlertStatus, 'recovered'>;
  startedMs: number;
  pendingMs: number;
  clearSinceMs: number | null;
}

/** How often alerts of a group opened within the last hour. */
export type Openings = ReadonlyMap<string, number>;

export type Change =
  | { do: 'begin'; reading: Reading; status: 'pending' | 'open'; quiet: boolean }
  | { do: 'open'; alert: ActiveAlert; reading: Reading; quiet: boolean }
  | { do: 'keep'; alert: ActiveAlert; reading: Reading }
  /** Clear, but not long enough to be over. */
  | { do: 'wait'; alert: ActiveAlert; reading: Reading | undefined }
  | { do: 'recover'; alert: ActiveAlert; reading: Reading | undefined; quiet: boolean }
  /** It never lasted long enough to be an alert. */
  | { do: 'forget'; alert: ActiveAlert };

function onBreach(alert: ActiveAlert | undefined, reading: Reading, timing: Timing, openings: number, nowMs: number): Change {
  const quiet = openings >= timing.flappingAfter;
  if (!alert) return { do: 'begin', reading, status: timing.forSeconds === 0 ? 'open' : 'pending', quiet };
  if (alert.status === 'pending' && nowMs - alert.pendingMs >= timing.forSeconds * 1000) return { do: 'open', alert, reading, quiet };
  return { do: 'keep', alert, reading };
}

function onClear(alert: ActiveAlert, reading: Reading | undefined, timing: Timing, openings: number, nowMs: number): Change {
  if (alert.status === 'pending') return { do: 'forget', alert };
  if (nowMs - (alert.clearSinceMs ?? nowMs) < timing.recoverSeconds * 1000) return { do: 'wait', alert, reading };
  // the opening itself counts: a group that opened once is not flapping
  return { do: 'recover', alert, reading, quiet: openings > timing.flappingAfter };
}

/**
 * What becomes of a rule's alerts after one look at the data. Pure. A group without a reading is clear. `quiet` changes are kept
 * but not sent: the group is flapping.
 */
export function nextChanges(active: ActiveAlert[], readings: Reading[], timing: Timing, openings: Openings, nowMs: number): Change[] {
  const byGroup = new Map(active.map((alert) => [alert.group, alert]));
  const seen = new Map(readings.map((reading) => [reading.group, reading]));
  const changes: Change[] = [];
  for (const reading of readings)
    if (reading.breached) changes.push(onBreach(byGroup.get(reading.group), reading, timing, openings.get(reading.group) ?? 0, nowMs));
  for (const alert of active) {
    const reading = seen.get(alert.group);
    if (!reading?.breached) changes.push(onClear(alert, reading, timing, openings.get(alert.group) ?? 0, nowMs));
  }
  return changes;
}
