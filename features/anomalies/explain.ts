import { formatValue, type ValueFormat } from '../../lib/format/number';
import type { Judgement } from './detector';
import { minuteOfDay, weekdayOf } from './expert';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function when({ usual }: Judgement, localMs: number): string {
  const minutes = minuteOfDay(localMs);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = weekdayOf(localMs);
  if (usual === 'level') return 'the last hours';
  if (usual === 'day') return `${clock} on any day`;
  if (usual === 'workday') return `${clock} on a ${day >= 5 ? 'weekend' : 'workday'}`;
  return `${days[day]} ${clock}`;
}

/** "2,887 is 50.7 × the usual 57 for Sunday 16:12 (usual range 0 to 185)". Names the predictor that was best. */
export function explain(judgement: Judgement, localMs: number, value: number, style: { format: string; unit?: string }): string {
  const show = (number: number) => formatValue(number, style.format as ValueFormat, { unit: style.unit });
  const { expected } = judgement;
  const range = `(usual range ${show(judgement.lower)} to ${show(judgement.upper)})`;
  if (judgement.reason === 'pattern')
    return `An unusual shape: ${show(value)} where ${show(expected)} is usual for ${when(judgement, localMs)} ${range}`;
  const ratio = expected > 0 && value > 0 ? value / expected : Number.NaN;
  const words =
    ratio >= 1.5 || ratio <= 0.67
      ? `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)} × the usual ${show(expected)}`
      : `${show(Math.abs(value - expected))} ${value > expected ? 'above' : 'below'} the usual ${show(expected)}`;
  return `${show(value)} is ${words} for ${when(judgement, localMs)} ${range}`;
}
