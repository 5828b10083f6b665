/**
 * Complementary error function, relative error below 1.2e-7 everywhere.
 * Source: the Chebyshev fit of Numerical Recipes, section 6.2.
 */
export function erfc(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + z / 2);
  const terms = [1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
  const series = terms.reduceRight((sum, term) => term + t * sum, 0);
  const value = t * Math.exp(-z * z - 1.26551223 + t * series);
  return x >= 0 ? value : 2 - value;
}

const entropyPart = (p: number, m: number) => (p === 0 ? 0 : p * Math.log2(p / m));

/** Jensen–Shannon divergence of two coins, in bits: what a look at the trait tells about the group. Lin 1991, with equal weights. */
export function divergence(p: number, q: number): number {
  const m = (p + q) / 2;
  return (entropyPart(p, m) + entropyPart(1 - p, 1 - m) + entropyPart(q, m) + entropyPart(1 - q, 1 - m)) / 2;
}

const part = (observed: number, expected: number) => (observed === 0 ? 0 : observed * Math.log(observed / expected));

/** P-value of the log-likelihood ratio test of a 2 × 2 table (G-test, one degree of freedom). Dunning 1993. */
export function gTest(a: number, selected: number, b: number, baseline: number): number {
  const all = selected + baseline;
  const withIt = a + b;
  if (all === 0 || withIt === 0 || withIt === all) return 1;
  const g =
    2 *
    (part(a, (selected * withIt) / all) +
      part(b, (baseline * withIt) / all) +
      part(selected - a, (selected * (all - withIt)) / all) +
      part(baseline - b, (baseline * (all - withIt)) / all));
  return erfc(Math.sqrt(Math.max(0, g) / 2));
}

export interface Difference {
  selectedShare: number;
  baselineShare: number;
  lift: number | null;
  direction: 'more' | 'less';
  bits: number;
  pValue: number;
}

/**
 * How a trait that `a` of `selected` documents have differs from the `b` of `baseline`. The divergence is taken of shares drawn a little
 * towards each other (half a document each way, Jeffreys), so that a handful of documents cannot look certain.
 */
export function compare(a: number, selected: number, b: number, baseline: number): Difference {
  const selectedShare = selected === 0 ? 0 : a / selected;
  const baselineShare = baseline === 0 ? 0 : b / baseline;
  return {
    selectedShare,
    baselineShare,
    lift: baselineShare === 0 ? null : selectedShare / baselineShare,
    direction: selectedShare >= baselineShare ? 'more' : 'less',
    bits: divergence((a + 0.5) / (selected + 1), (b + 0.5) / (baseline + 1)),
    pValue: gTest(a, selected, b, baseline),
  };
}
