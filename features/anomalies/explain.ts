import { formatFixed, formatValue, type ValueFormat } from '../../lib/format/number';
import { msg, t } from '../../lib/i18n/t';
import type { Judgement } from './detector';
import { minuteOfDay, weekdayOf } from './expert';

const days = [msg('Monday'), msg('Tuesday'), msg('Wednesday'), msg('Thursday'), msg('Friday'), msg('Saturday'), msg('Sunday')];

function when({ usual }: Judgement, localMs: number): string {
  const minutes = minuteOfDay(localMs);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const day = weekdayOf(localMs);
  if (usual === 'level') return t('the last hours');
  if (usual === 'day') return t('{clock} on any day', { clock });
  if (usual === 'workday') return day >= 5 ? t('{clock} on a weekend', { clock }) : t('{clock} on a workday', { clock });
  return `${t(days[day] ?? '')} ${clock}`;
}

/** "2,887 is 50.7 × the usual 57 for Sunday 16:12 (usual range 0 to 185)". Names the predictor that was best. */
export function explain(judgement: Judgement, localMs: number, value: number, style: { format: string; unit?: string }): string {
  const show = (number: number) => formatValue(number, style.format as ValueFormat, { unit: style.unit });
  const { expected } = judgement;
  const range = t('(usual range {lowest} to {highest})', { lowest: show(judgement.lower), highest: show(judgement.upper) });
  if (judgement.reason === 'pattern')
    return t('An unusual shape: {measured} where {usual} is usual for {when} {range}', {
      measured: show(value),
      usual: show(expected),
      when: when(judgement, localMs),
      range,
    });
  const ratio = expected > 0 && value > 0 ? value / expected : Number.NaN;
  const words =
    ratio >= 1.5 || ratio <= 0.67
      ? t('{ratio} × the usual {usual}', { ratio: formatFixed(ratio, ratio >= 10 ? 0 : 1), usual: show(expected) })
      : value > expected
        ? t('{difference} above the usual {usual}', { difference: show(value - expected), usual: show(expected) })
        : t('{difference} below the usual {usual}', { difference: show(expected - value), usual: show(expected) });
  return t('{measured} is {words} for {when} {range}', { measured: show(value), words, when: when(judgement, localMs), range });
}
