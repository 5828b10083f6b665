import { type Postings, partRows } from './postings';

/** Rows of a window: the stretch of a part that is passed over as a whole where none of it can be among the best. */
export const windowRows = 32;
export const windows = partRows / windowRows;

/** What BM25 makes of a word that occurs so often in a row of so many words: `frequency / (frequency + start + slope · length)`. */
export interface ImpactFactors {
  start: number;
  slope: number;
}

/** Where each window's postings begin, and the highest that one of its rows comes to. */
export class Impacts {
  constructor(
    private readonly starts: Uint32Array,
    private readonly highest: Float64Array,
    private readonly factor: number,
  ) {}

  /** Places of a window's postings: from, and up to. */
  within(window: number): [from: number, to: number] {
    return [this.starts[window] as number, this.starts[window + 1] as number];
  }

  /** Adds what no row of each window comes to more than, times a weight. */
  addMost(weight: number, into: Float64Array): void {
    const { highest } = this;
    const factor = this.factor * weight;
    for (let window = 0; window < windows; window++) into[window] = (into[window] as number) + (highest[window] as number) * factor;
  }
}

interface Known extends ImpactFactors {
  starts: Uint32Array;
  highest: Float64Array;
}

const known = new WeakMap<Postings, Known>();

function measure({ rows, frequencies }: Postings, lengths: Uint16Array, { start, slope }: ImpactFactors): Known {
  const starts = new Uint32Array(windows + 1);
  const highest = new Float64Array(windows);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    const window = Math.floor(row / windowRows);
    const frequency = frequencies[at] as number;
    const impact = frequency / (frequency + start + slope * (lengths[row] as number));
    if (impact > (highest[window] as number)) highest[window] = impact;
    starts[window + 1] = at + 1;
  }
  for (let window = 1; window <= windows; window++) starts[window] = Math.max(starts[window] as number, starts[window - 1] as number);
  return { start, slope, starts, highest };
}

/** By how much more the mean length of texts may have moved before impacts are measured again. */
const mostDrift = 1.05;

/**
 * The impacts of a word's postings in one part; `lengths` are the words of each row. They are measured once: as documents come, the mean
 * length moves, and with it `slope`; no impact then grows by more than the slope shrank.
 */
export function impactsOf(postings: Postings, lengths: Uint16Array, factors: ImpactFactors): Impacts {
  let own = known.get(postings);
  const drift = own ? Math.max(1, own.slope / factors.slope) : 1;
  if (!own || own.start !== factors.start || drift > mostDrift) {
    own = measure(postings, lengths, factors);
    known.set(postings, own);
    return new Impacts(own.starts, own.highest, 1);
  }
  return new Impacts(own.starts, own.highest, drift);
}
