import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bucketParsers } from './aggs/parse-buckets';
import { ipBucketParsers } from './aggs/parse-ip-buckets';
import { metricParsers } from './aggs/parse-metrics';
import { specialBucketParsers } from './aggs/parse-special-buckets';
import { parentPipelines } from './aggs/pipeline/parent-pipelines';
import { siblingPipelines } from './aggs/pipeline/sibling-pipelines';
import { fieldTypeNames } from './dsl/mapping';
import { queryNames } from './dsl/parse-query';
import { routeTable } from './http/router';
import { processorTypes } from './ingest/processors';

const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');

/** The words in backticks of the first cells of one table. */
function listed(heading: string): string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')).sort();
}

const aggregations = [metricParsers, bucketParsers, specialBucketParsers, ipBucketParsers, parentPipelines, siblingPipelines].flatMap(
  (known) => Object.keys(known),
);

describe('the README says what the code can', () => {
  test.each([
    ['Queries', queryNames],
    ['Aggregations', aggregations],
    ['Field types', fieldTypeNames],
    ['Ingest processors', Object.keys(processorTypes)],
  ])('%s', (heading, known) => {
    expect(listed(heading)).toEqual([...new Set(known)].sort());
  });

  test('every path of the table is answered', () => {
    const paths = new Set(routeTable().map((route) => route.path));
    expect(listed('Requests').filter((one) => !paths.has(one))).toEqual([]);
  });
});
