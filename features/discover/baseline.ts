import type { baselines, Span } from './url-state';

const dayMs = 86_400_000;
const agoMs: Record<'day' | 'week', number> = { day: dayMs, week: 7 * dayMs };

/** The time that a selection is compared with: the rest of what is shown, as much time just before, or the same time earlier. */
export function baselineOf(against: (typeof baselines)[number], { fromMs, toMs }: Span, shown: Span): Span {
  if (against === 'rest') return shown;
  if (against === 'before') return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
  return { fromMs: fromMs - agoMs[against], toMs: toMs - agoMs[against] };
}
