import { dayMs, Expert, type ExpertKind, expertKinds } from './expert';
import { TailSketch } from './tail-sketch';

const warmUp = 100;
const lags = 8;
const nearest = 5;
const memory = 1_000;
const young = 500;

export interface Judgement {
  expected: number;
  /** 95 % band. */
  lower: number;
  upper: number;
  usual: ExpertKind;
  /** How many points this odd the series' memory should hold; null while it warms up. */
  surprise: number | null;
  reason: 'high' | 'low' | 'pattern' | null;
  alarm: boolean;
}

/**
 * Streaming detector: four seasonal predictors, the best by recent error gives the expected value; the residual upwards and
 * downwards and the novelty of the last eight points are judged by tail sketches. Causal; nothing to set per series.
 * Source: docs/anomalies.md, with its measured scores.
 */
export class Detector {
  private readonly experts: Expert[];
  private readonly sketches = [new TailSketch(), new TailSketch(), new TailSketch()] as const;
  private readonly past: number[] = [];
  private points = 0;
  private lastAlarmMs = Number.NEGATIVE_INFINITY;
  private size = 0;
  private neverNegative = true;

  constructor(
    stepMs: number,
    private readonly sensitivity = 1,
    private readonly quietMs = dayMs,
  ) {
    const rows = Math.max(1, Math.round(dayMs / stepMs));
    const bins = Math.min(48, rows);
    this.experts = expertKinds.map((kind) => new Expert(kind, bins, Math.max(1, rows / bins)));
  }

  /** Mean distance of the last eight points to their five nearest patterns among the last thousand. */
  private novelty(value: number): number {
    const count = this.past.length;
    if (count < 2 * lags) return 0;
    const { past } = this;
    const first = Math.max(0, count - memory - lags + 1);
    // The five smallest squared distances so far, ascending; a candidate is given up as soon as it exceeds the fifth.
    const near = new Float64Array(nearest).fill(Number.POSITIVE_INFINITY);
    for (let start = first; start + lags <= count - lags; start++) {
      const most = near[nearest - 1] as number;
      let sum = ((past[start + lags - 1] as number) - value) ** 2;
      for (let lag = 0; lag < lags - 1 && sum < most; lag++)
        sum += ((past[start + lag] as number) - (past[count - lags + 1 + lag] as number)) ** 2;
      if (sum >= most) continue;
      let place = nearest - 1;
      for (; place > 0 && (near[place - 1] as number) > sum; place--) near[place] = near[place - 1] as number;
      near[place] = sum;
    }
    const found = near.filter(Number.isFinite);
    return found.length === 0 ? 0 : found.reduce((sum, distance) => sum + Math.sqrt(distance), 0) / found.length;
  }

  /** `localMs`: wall-clock time encoded as UTC. Missing values teach nothing and are not judged. */
  update(localMs: number, value: number | null): Judgement | null {
    if (value === null || !Number.isFinite(value)) return null;
    if (this.points === 0) for (const expert of this.experts) expert.level = value;
    const predictions = this.experts.map((expert) => expert.predict(localMs));
    const best = this.experts.reduce((found, expert, index) => (expert.error < (this.experts[found] as Expert).error ? index : found), 0);
    const expected = predictions[best] ?? value;
    const residual = value - expected;
    this.size += Math.max(0.002, 1 / (this.points + 1)) * (Math.abs(value) - this.size);
    const oddness = [residual, -residual, this.novelty(value)].map((odd) => (odd > 1e-9 * this.size ? odd : 0));
    const judgement = this.judge(localMs, value, expected, best, oddness);
    this.sketches.forEach((sketch, index) => {
      sketch.add(oddness[index] ?? 0);
    });
    this.experts.forEach((expert, index) => {
      expert.learn(localMs, value, predictions[index] ?? value);
    });
    this.past.push(value);
    if (this.past.length > memory + lags) this.past.shift();
    this.points++;
    return judgement;
  }

  private judge(localMs: number, value: number, expected: number, best: number, oddness: number[]): Judgement {
    const [up, down] = this.sketches;
    let lower = expected - down.quantile(0.025);
    if (this.neverNegative && value >= 0) lower = Math.max(0, lower);
    this.neverNegative &&= value >= 0;
    const result: Judgement = {
      expected,
      lower,
      upper: expected + up.quantile(0.025),
      usual: expertKinds[best] ?? 'level',
      surprise: null,
      reason: null,
      alarm: false,
    };
    if (this.points < warmUp) return result;
    const youth = Math.max(1, young / this.points);
    const surprises = this.sketches.map((sketch, index) => sketch.expected(oddness[index] ?? 0) * youth);
    const oddest = surprises.indexOf(Math.min(...surprises));
    result.surprise = surprises[oddest] ?? null;
    result.reason = (['high', 'low', 'pattern'] as const)[oddest] ?? null;
    if ((result.surprise ?? Number.POSITIVE_INFINITY) <= this.sensitivity && localMs - this.lastAlarmMs > this.quietMs) {
      result.alarm = true;
      this.lastAlarmMs = localMs;
    }
    return result;
  }
}
