/** Deterministic numbers in [0, 1): mulberry32 over a 32-bit seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A value by weight. */
export function pick<T extends { weight: number }>(random: () => number, options: readonly T[]): T {
  let at = random() * options.reduce((sum, option) => sum + option.weight, 0);
  for (const option of options) {
    at -= option.weight;
    if (at < 0) return option;
  }
  return options.at(-1) as T;
}

/** Normal with mean 0 and deviation 1 (Box–Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
