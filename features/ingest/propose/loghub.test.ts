import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { compileGrok } from '../../../lib/elastic/grok/grok';
import { learnHead } from './learn-head';

const folder = path.resolve(import.meta.dirname, '../../../../shared/data/loghub');
/** Columns of the structured files that are the head of a line. A time may be one field where they have several columns. */
const heads: Record<string, string[]> = {
  Android: ['Pid', 'Tid', 'Level', 'Component'],
  Apache: ['Level'],
  HDFS: ['Pid', 'Level', 'Component'],
  Hadoop: ['Level', 'Process', 'Component'],
  Linux: ['Level', 'Component', 'PID'],
  OpenSSH: ['Component', 'Pid'],
  Proxifier: ['Program'],
  Zookeeper: ['Level', 'Node', 'Component', 'Id'],
};
const times = ['Month', 'Date', 'Day', 'Time'];

describe.skipIf(!existsSync(folder))('real logs of eight systems (skipped where ../shared is absent)', () => {
  test.each(Object.entries(heads))('%s', (system, columns) => {
    const lines = readFileSync(path.join(folder, system, `${system}_2k.log`), 'utf8')
      .split(/\r?\n/)
      .filter(Boolean);
    const rows = parse(readFileSync(path.join(folder, system, `${system}_2k.log_structured.csv`), 'utf8'), { columns: true }) as Record<
      string,
      string
    >[];
    const head = learnHead(lines.slice(0, 500));
    expect(head?.time).toBeDefined();
    const grok = compileGrok([head?.grok ?? '']);
    let parsed = 0;
    let same = 0;
    lines.forEach((line, at) => {
      const captures = grok.match(line);
      if (!captures) return;
      parsed++;
      const values = captures.map(({ value }) => String(value));
      const row = rows[at] ?? {};
      const timeText = values[0] ?? '';
      const wanted = columns.filter((column) => row[column]);
      if (
        wanted.every((column) => values.includes(row[column] ?? '')) &&
        times.every((column) => !row[column] || timeText.includes(row[column]))
      )
        same++;
    });
    console.log(`${system}: ${head?.grok}\n  ${parsed} of ${lines.length} parsed, ${same} with every header field`);
    expect(parsed / lines.length).toBeGreaterThanOrEqual(0.99);
    expect(same / lines.length).toBeGreaterThanOrEqual(0.95);
  });
});
