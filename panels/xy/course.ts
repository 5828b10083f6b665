import type { XyConfig } from './schema';

type Values = (number | null)[];

/** Sums up to each point; where nothing was measured, the sum stays. */
function cumulative(values: Values): Values {
  let sum = 0;
  return values.map((value) => {
    sum += value ?? 0;
    return sum;
  });
}

/** Difference to the point before; null where one of the two is missing. */
const change = (values: Values): Values =>
  values.map((value, at) => {
    const before = values[at - 1];
    return value === null || before === null || before === undefined ? null : value - before;
  });

/** Mean of the last `points` points, of those that were measured. The first ones have fewer. */
function smooth(values: Values, points: number): Values {
  return values.map((value, at) => {
    if (value === null) return null;
    const window = values.slice(Math.max(0, at - points + 1), at + 1).filter((one): one is number => one !== null);
    return window.reduce((sum, one) => sum + one, 0) / window.length;
  });
}

/** A series as the panel wants its course drawn. */
export function courseOf({ course, smoothOver }: Pick<XyConfig, 'course' | 'smoothOver'>, values: Values): Values {
  switch (course) {
    case 'as-is':
      return values;
    case 'cumulative':
      return cumulative(values);
    case 'change':
      return change(values);
    case 'smooth':
      return smooth(values, smoothOver);
  }
}
