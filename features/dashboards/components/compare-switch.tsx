'use client';

import { Switch } from '@/components/ui/switch';
import { formatLength } from '@/lib/format/time';
import { resolveTimeRange, type TimeRange } from '@/lib/query/time-range';
import type { DashboardState } from '../use-dashboard-state';

function spanWords(range: TimeRange, zone: string): string {
  try {
    const { fromMs, toMs } = resolveTimeRange(range, Date.now(), zone);
    return formatLength(toMs - fromMs);
  } catch {
    return 'period';
  }
}

/** Shows the period of the same length before, in every panel that can. */
export function CompareSwitch({ state }: { state: Pick<DashboardState, 'compare' | 'setCompare' | 'timeRange' | 'timeZone'> }) {
  return (
    <Switch checked={state.compare} onChange={state.setCompare} mark={<span className="key" />}>
      Compare with previous {spanWords(state.timeRange, state.timeZone)}
    </Switch>
  );
}
