const low = -30;
const step = 0.1;
const bins = 600;
const halfLife = 3_000;
const youngHalfLife = 250;
const tailShare = 0.01;
const shrink = 10;
const priorXi = 0.3;
const leastXi = 0.03;

/**
 * Decayed histogram of ln(y) for y ≥ 0 with a power-law tail. Answers how many values as large as y its memory should hold.
 * Source: Hill's estimator of the tail index, shrunk towards 0.3; see docs/anomalies.md.
 */
export class TailSketch {
  private readonly weights = new Float64Array(bins);
  private total = 0;
  private count = 0;
  private top = 0;
  /** Weight of the next value; it grows, so that old values fade without touching their bins. */
  private increment = 1;

  private bin(y: number): number {
    return y > 0 ? Math.min(bins - 1, Math.max(0, Math.floor((Math.log(y) - low) / step))) : 0;
  }

  private at(index: number): number {
    return this.weights[index] ?? 0;
  }

  /** First bin of the tail and the weight from there up. */
  private tail(): { from: number; weight: number } {
    const need = Math.max(tailShare * this.total, 5 * this.increment);
    let weight = 0;
    let from = this.top;
    while (from > 0 && weight + this.at(from) < need) weight += this.at(from--);
    if (from > 0) return { from, weight: weight + this.at(from) };
    let first = 1;
    while (first <= this.top && this.at(first) <= 0) first++;
    return { from: Math.min(first, Math.max(1, this.top)), weight };
  }

  /** Expected number of values ≥ y in memory: at most the memory's size, never below 1e-30. */
  expected(y: number): number {
    const memory = this.total / this.increment;
    if (y <= 0 || memory === 0) return memory;
    const { from, weight } = this.tail();
    const threshold = low + from * step;
    let spread = 0;
    for (let bin = from; bin <= this.top; bin++) spread += this.at(bin) * Math.max(0, (bin - from + 0.5) * step);
    const xi = Math.max(leastXi, (spread / this.increment + shrink * priorXi) / (weight / this.increment + shrink));
    const size = Math.max(weight, this.increment) / this.increment;
    const ly = Math.log(y);
    if (ly <= threshold) return memory * (size / memory) ** Math.exp(ly - threshold);
    return Math.max(1e-30, size * Math.exp(-Math.min(60, (ly - threshold) / xi)));
  }

  /** The y that a share p of the memory exceeds. */
  quantile(p: number): number {
    let weight = 0;
    for (let bin = this.top; bin > 0; bin--) {
      weight += this.at(bin);
      if (weight >= p * this.total) return Math.exp(low + (bin + 0.5) * step);
    }
    return 0;
  }

  add(y: number): void {
    const bin = this.bin(y);
    this.weights[bin] = this.at(bin) + this.increment;
    this.total += this.increment;
    this.top = Math.max(this.top, bin);
    this.count++;
    this.increment *= 2 ** (1 / Math.min(halfLife, Math.max(youngHalfLife, this.count)));
    if (this.increment > 1e12) {
      for (let index = 0; index < bins; index++) this.weights[index] = this.at(index) / this.increment;
      this.total /= this.increment;
      this.increment = 1;
    }
  }
}
