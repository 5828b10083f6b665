import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrations } from './migrations';
import { parseDashboard } from './parse-dashboard';
import { currentVersion } from './schema';

const folder = path.join(import.meta.dirname, 'fixtures');

describe('dashboard documents', () => {
  test('every past version has a fixture, and it loads as the newest', () => {
    const files = readdirSync(folder);
    expect(files).toHaveLength(currentVersion);
    for (const file of files) {
      const document = parseDashboard(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
      expect(document).toMatchObject({
        version: currentVersion,
        title: 'Requests',
        timeRange: { from: 'now-7d', to: 'now' },
        refreshMs: 30_000,
      });
    }
  });

  test('migrations are numbered without gaps', () => {
    expect(migrations.map((migration) => migration.to)).toEqual(Array.from({ length: currentVersion - 1 }, (_, index) => index + 2));
  });

  test.each([
    ['no object', [], /expected a JSON object/],
    ['no version', {}, /says no version/],
    ['a newer version', { version: 99 }, /newer Oriel/],
    [
      'a panel outside the grid',
      {
        version: 2,
        title: 'x',
        timeRange: { from: 'now-1h', to: 'now' },
        panels: [{ id: 'a', kind: 'xy', title: '', config: {}, layout: { x: 40, y: 0, w: 1, h: 1 } }],
      },
      /panels\.0\.layout\.x/,
    ],
  ])('%s is refused with a sentence', (_, json, message) => {
    expect(() => parseDashboard(json)).toThrow(message);
  });
});
