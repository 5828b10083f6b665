#!/usr/bin/env node
// `npm start`: works on a fresh clone, so nothing here may need a package until the packages are there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Oriel needs Node 20 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const stampFile = path.join(root, 'node_modules', '.oriel-installed');
const lockHash = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');
const installed = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash;
if (!installed) {
  // Not `npm ci`: it refuses a lock file without the optional binaries of every other platform.
  console.log('Installing packages …');
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (install.status !== 0) {
    console.error('npm install failed; the lines above say why.');
    process.exit(1);
  }
  writeFileSync(stampFile, lockHash);
}

const { register } = await import('tsx/esm/api');
register();
await import(pathToFileURL(path.join(root, 'scripts', 'start', process.argv.includes('--build-only') ? 'build-only.ts' : 'main.ts')).href);
