/**
 * What an inverted index knows of one clause in one table: which rows below `until` satisfy it. Rows are named by sequence number;
 * those from `until` on are not in the index yet and have to be read.
 */
export interface ClosedRows {
  until: number;
  /** A bit a row, the first one the highest of the first byte; row `until` has one too, and it is not set. */
  bits: Uint8Array;
  /** How many are set. */
  documents: number;
  /** The same rows by number, in order, where they are few. */
  listed?: number[];
  /** Rows that are not set do not satisfy the clause; those that are have to be looked at. */
  candidates?: boolean;
}

/** Rows by number, in order; their bits are made once somebody asks for them, an eighth of a megabyte for a million rows. */
export function listedRows(until: number, listed: number[]): ClosedRows {
  let bits: Uint8Array | undefined;
  return {
    until,
    documents: listed.length,
    listed,
    get bits() {
      if (!bits) {
        bits = emptyBits(until);
        for (const row of listed) setBit(bits, row);
      }
      return bits;
    },
  };
}

/** So few rows are listed by number, and narrow a search to them. */
export const fewRows = 4_096;

export const emptyBits = (until: number) => new Uint8Array((until >> 3) + 1);

export function setBit(bits: Uint8Array, at: number): void {
  const byte = at >> 3;
  bits[byte] = (bits[byte] ?? 0) | (0x80 >> (at & 7));
}

export const hasBit = (bits: Uint8Array, at: number): boolean => ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0;

const ones = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

export function countBits(bits: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) count += ones[bits[at] as number] as number;
  return count;
}

/** The rows by number, in order. */
export const listRows = (rows: ClosedRows): number[] => rows.listed ?? listBits(rows.bits);

function listBits(bits: Uint8Array): number[] {
  const rows: number[] = [];
  for (let byte = 0; byte < bits.length; byte++)
    if (bits[byte] !== 0) for (let at = byte * 8; at < byte * 8 + 8; at++) if (hasBit(bits, at)) rows.push(at);
  return rows;
}

/** Rows that satisfy all clauses, or any of them. All of one table: the shortest index decides how far the answer goes. */
export function combine(of: ClosedRows[], how: 'and' | 'or'): ClosedRows {
  const [only, ...others] = of;
  if (only && others.length === 0) return only;
  const until = Math.min(...of.map((rows) => rows.until));
  const few = of.find(({ listed }) => listed);
  if (how === 'and' && few?.listed)
    return listedRows(
      until,
      few.listed.filter((row) => row < until && of.every((rows) => rows === few || hasBit(rows.bits, row))),
    );
  const bits = emptyBits(until);
  const bytes = bits.length;
  of.forEach(({ bits: own }, place) => {
    if (place === 0) bits.set(own.subarray(0, bytes));
    else if (how === 'and') for (let at = 0; at < bytes; at++) bits[at] = (bits[at] as number) & (own[at] as number);
    else for (let at = 0; at < bytes; at++) bits[at] = (bits[at] as number) | (own[at] as number);
  });
  bits[bytes - 1] = (bits[bytes - 1] as number) & (0xff00 >> (until & 7));
  return { until, bits, documents: countBits(bits) };
}
