export const dayMs = 86_400_000;
export const weekMs = 7 * dayMs;
/** 1970-01-05: phase 0 is Monday 00:00. */
const monday = 4 * dayMs;

export type ExpertKind = 'level' | 'day' | 'workday' | 'weekday';
export const expertKinds: ExpertKind[] = ['level', 'day', 'workday', 'weekday'];

const mod = (value: number, size: number) => ((value % size) + size) % size;
export const weekdayOf = (localMs: number) => Math.floor(mod(localMs - monday, weekMs) / dayMs);
export const minuteOfDay = (localMs: number) => Math.floor(mod(localMs - monday, dayMs) / 60_000);

const levelRate = 0.02;
const clip = 10;

/** One-step predictor: a level over about 50 points and a profile by phase. Wild points move it by a bounded amount. */
export class Expert {
  private readonly profile: Float64Array;
  private readonly seen: Uint32Array;
  private readonly alpha: number;
  private spread = 0;
  private points = 0;
  level = 0;
  error = 0;

  constructor(
    readonly kind: ExpertKind,
    private readonly bins: number,
    rowsPerBin: number,
  ) {
    const size = { level: 1, day: bins, workday: 2 * bins, weekday: 7 * bins }[kind];
    this.profile = new Float64Array(size);
    this.seen = new Uint32Array(size);
    this.alpha = (kind === 'weekday' ? 0.2 : 0.1) / rowsPerBin;
  }

  private phase(localMs: number): number {
    const bin = Math.floor((mod(localMs - monday, dayMs) * this.bins) / dayMs);
    const day = weekdayOf(localMs);
    if (this.kind === 'level') return 0;
    if (this.kind === 'day') return bin;
    return this.kind === 'workday' ? bin + this.bins * (day >= 5 ? 1 : 0) : bin + this.bins * day;
  }

  predict(localMs: number): number {
    return this.level + (this.profile[this.phase(localMs)] ?? 0);
  }

  learn(localMs: number, value: number, predicted: number): void {
    const phase = this.phase(localMs);
    const error = Math.abs(value - predicted);
    let residual = value - predicted;
    this.points++;
    if (this.points > 50) residual = Math.max(-clip * this.spread, Math.min(clip * this.spread, residual));
    this.spread += Math.max(0.002, 1 / this.points) * (error - this.spread);
    this.level += levelRate * residual;
    if (this.kind !== 'level') {
      this.seen[phase] = (this.seen[phase] ?? 0) + 1;
      this.profile[phase] = (this.profile[phase] ?? 0) + Math.max(this.alpha, 1 / ((this.seen[phase] ?? 0) + 1)) * residual;
    }
    this.error += Math.max(0.001, 1 / this.points) * (error - this.error);
  }
}
