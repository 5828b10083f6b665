import { illegalArgument } from '../../plan/es-error';

const clean = (values: number[]) => values.filter((value) => !Number.isNaN(value));
const mean = (values: number[]) => (values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length);

function deviation(values: number[]): number {
  const own = clean(values);
  const centre = mean(own);
  return own.length === 0 ? Number.NaN : Math.sqrt(mean(own.map((value) => (value - centre) ** 2)));
}

function linearWeighted(values: number[]): number {
  const own = clean(values);
  const weights = own.reduce((sum, _, index) => sum + index + 1, 0);
  return own.length === 0 ? Number.NaN : own.reduce((sum, value, index) => sum + value * (index + 1), 0) / weights;
}

function ewma(values: number[], alpha: number): number {
  const [first, ...rest] = clean(values);
  return first === undefined ? Number.NaN : rest.reduce((average, value) => alpha * value + (1 - alpha) * average, first);
}

/** Double exponential smoothing; the last smoothed value. */
function holt(values: number[], alpha: number, beta: number): number {
  const own = clean(values);
  let [level = Number.NaN, trend] = [own[0], 0];
  own.slice(1).forEach((value, index) => {
    const before = level;
    if (index === 0) trend = value - before;
    level = alpha * value + (1 - alpha) * (before + trend);
    trend = beta * (level - before) + (1 - beta) * trend;
  });
  return own.length === 0 ? Number.NaN : level;
}

const functions: Record<string, (values: number[], ...options: number[]) => number> = {
  max: (values) => (clean(values).length === 0 ? Number.NaN : Math.max(...clean(values))),
  min: (values) => (clean(values).length === 0 ? Number.NaN : Math.min(...clean(values))),
  sum: (values) => clean(values).reduce((total, value) => total + value, 0),
  stdDev: (values) => deviation(values),
  unweightedAvg: (values) => mean(clean(values)),
  linearWeightedAvg: linearWeighted,
  ewma: (values, alpha = 0.3) => ewma(values, alpha),
  holt: (values, alpha = 0.3, beta = 0.1) => holt(values, alpha, beta),
};

/** `MovingFunctions.ewma(values, 0.3)` as a function of a window. Nothing else is run. */
export function movingFunction(script: string): (values: number[]) => number {
  const match = /^\s*(?:return\s+)?MovingFunctions\.(\w+)\(\s*values\s*((?:,\s*[\w.()]+\s*)*)\)\s*;?\s*$/.exec(script);
  const fn = match && Object.hasOwn(functions, match[1] ?? '') ? functions[match[1] ?? ''] : undefined;
  if (!match || !fn)
    throw illegalArgument(
      `[${script}] is not one of MovingFunctions.${Object.keys(functions).join('|')}(values, …): scripting is not available in the embedded engine; run an Elasticsearch or OpenSearch cluster`,
    );
  const options = (match[2] ?? '')
    .split(',')
    .map((part) => Number.parseFloat(part))
    .filter((number) => Number.isFinite(number));
  return (values) => fn(values, ...options);
}
