#!/usr/bin/env node
// `npm run check`: types, Biome, dependency rules, structure. One line each; all of them run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const run = (file, args) =>
  spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  });

if (!existsSync('prisma/generated')) run('node_modules/prisma/build/index.js', ['generate']);

const checks = [
  ['types', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.']],
  ['biome', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  [
    'dependency rules',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    [
      '--config',
      '.dependency-cruiser.mjs',
      'app',
      'features',
      'panels',
      'components',
      'lib',
      'engine',
      'scripts',
      'proxy.ts',
      'instrumentation.ts',
    ],
  ],
  ['structure', 'scripts/check-structure.mjs', []],
  ['palette', 'scripts/check-palette.mjs', []],
  ['messages', 'scripts/messages.mjs', []],
];

let passed = 0;
let failed = 0;
for (const [name, file, args] of checks) {
  const result = run(file, args);
  const good = result.status === 0;
  if (good) passed++;
  else failed++;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name}`);
  if (!good) console.log(`${result.stdout}${result.stderr}`.split('\n').slice(0, 60).join('\n'));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
