import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Postings } from './postings';
import { impactsOf, windowRows, windows } from './word-impacts';

const factors = (meanLength: number) => ({ start: 1.2 * 0.25, slope: (1.2 * 0.75) / meanLength });

test('no row of a window comes to more than is said, whatever the mean length becomes', () => {
  const rows = fc.uniqueArray(fc.nat(2_000), { minLength: 1, maxLength: 300 }).map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(rows, fc.array(fc.double({ min: 1, max: 200, noNaN: true }), { minLength: 1, maxLength: 5 }), (found, means) => {
      const postings: Postings = {
        rows: Uint16Array.from(found),
        frequencies: Uint16Array.from(found, (row) => 1 + ((row * 7) % 5)),
      };
      const lengths = Uint16Array.from({ length: 2_001 }, (_, row) => 5 + ((row * 13) % 40));
      for (const mean of means) {
        const { start, slope } = factors(mean);
        const impacts = impactsOf(postings, lengths, { start, slope });
        const most = new Float64Array(windows);
        impacts.addMost(1, most);
        const seen: number[] = [];
        for (let window = 0; window * windowRows <= 2_000; window++) {
          const [from, to] = impacts.within(window);
          for (let at = from; at < to; at++) {
            const row = postings.rows[at] as number;
            const frequency = postings.frequencies[at] as number;
            seen.push(row);
            expect(Math.floor(row / windowRows)).toBe(window);
            expect(frequency / (frequency + start + slope * (lengths[row] as number))).toBeLessThanOrEqual(
              (most[window] as number) * (1 + 1e-12),
            );
          }
        }
        expect(seen).toEqual(found);
      }
    }),
    { numRuns: 200 },
  );
});
