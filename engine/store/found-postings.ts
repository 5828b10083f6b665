import { type ClosedRows, emptyBits, fewRows, listedRows, setBit } from '../plan/closed-rows';
import type { Row } from './database';
import { decodePostings, type Postings, partRows } from './postings';
import type { OpenPart } from './word-parts';

/** Postings by part, undefined where a part has none; rows from `until` on are not in them. */
export interface FoundPostings {
  until: number;
  parts: (Postings | undefined)[];
  /** Those of the written parts: the same array every time. */
  written: (Postings | undefined)[];
}

export const decode = (row: Row): Postings => decodePostings(row.postings as Uint8Array, Number(row.documents));

export function setRows(bits: Uint8Array, part: number, postings: Postings | undefined) {
  const rows = postings?.rows ?? [];
  const base = part * partRows;
  for (let at = 0; at < rows.length; at++) setBit(bits, base + (rows[at] as number));
}

/** The written parts and, where none was written meanwhile, the one in memory. */
export function withOpen(
  open: OpenPart | undefined,
  written: (Postings | undefined)[],
  read: (part: OpenPart) => Postings | undefined,
): FoundPostings {
  if (!open || open.from !== written.length * partRows) return { until: written.length * partRows, parts: written, written };
  return { until: open.next, parts: [...written, read(open)], written };
}

const writtenBits = new WeakMap<(Postings | undefined)[], Uint8Array>();

function listPostings(parts: (Postings | undefined)[]): number[] {
  const listed: number[] = [];
  for (let part = 0; part < parts.length; part++) for (const row of parts[part]?.rows ?? []) listed.push(part * partRows + row);
  return listed;
}

/** The rows of postings, as a bit each where they are many. */
export function toClosedRows({ until, parts, written }: FoundPostings): ClosedRows {
  const documents = parts.reduce((sum, part) => sum + (part?.rows.length ?? 0), 0);
  if (documents <= fewRows) return listedRows(until, listPostings(parts));
  let known = writtenBits.get(written);
  if (!known) {
    known = new Uint8Array((written.length * partRows) >> 3);
    for (let part = 0; part < written.length; part++) setRows(known, part, written[part]);
    writtenBits.set(written, known);
  }
  const bits = emptyBits(until);
  bits.set(known);
  for (let part = written.length; part < parts.length; part++) setRows(bits, part, parts[part]);
  return { until, bits, documents };
}
