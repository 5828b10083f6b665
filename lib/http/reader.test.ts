import { describe, expect, it } from 'vitest';
import { parseReader } from './reader';

describe('parseReader', () => {
  it('reads what the browser wrote', () => {
    expect(parseReader('Asia/Kathmandu|1440|900|dark')).toEqual({ timeZone: 'Asia/Kathmandu', width: 1440, height: 900, theme: 'dark' });
  });
  it.each([
    undefined,
    '',
    'Mars/Olympus|1440|900|dark',
    'UTC|NaN|900|dark',
    'UTC|1440',
    'UTC|1440|99999999|light',
    `${'x'.repeat(5_000)}|1440|900|dark`,
  ])('knows nothing from %s', (cookie) => {
    expect(parseReader(cookie)).toBeUndefined();
  });
});
