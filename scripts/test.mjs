#!/usr/bin/env node
// `npm test`: everything, on a fresh clone. Unit tests and scenarios, the rules, the production build in a real browser. Ends with `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const totals = { passed: 0, failed: 0 };

function finish() {
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  process.exit(totals.failed > 0 ? 1 : 0);
}

function stop(reason) {
  console.error(reason);
  totals.failed++;
  finish();
}

const stamp = 'node_modules/.oriel-installed';
const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  // Not `npm ci`: it refuses a lock file without the optional binaries of every other platform.
  console.log('Installing packages …');
  if (
    spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'development' },
    }).status !== 0
  )
    stop('npm install failed; the lines above say why.');
  writeFileSync(stamp, lock);
}

/** Runs a command, shows its output as it comes, and answers the text and the exit code. */
function run(title, args, command = process.execPath) {
  console.log(`\n== ${title}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', CI: process.env.CI ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
        process.stdout.write(chunk);
      });
    child.on('close', (code) => resolve({ text, code }));
  });
}

/** Adds a runner's own counts; a runner that failed without saying a number counts as one failure. */
function count({ text, code }, passedPattern, failedPattern) {
  const last = (pattern) => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const [passed, failed] = [last(passedPattern), last(failedPattern)];
  totals.passed += passed;
  totals.failed += failed === 0 && code !== 0 ? 1 : failed;
}

function findChromium() {
  return [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (file) => file && existsSync(file),
  );
}

/** Gets a browser where there is none: apt-get as root on Debian, Playwright's own elsewhere. */
function ensureChromium() {
  if (findChromium()) return findChromium();
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  console.log('Getting chromium …');
  if (debian) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
    if (findChromium()) return findChromium();
  }
  return spawnSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], { stdio: 'ignore' }).status === 0
    ? ''
    : undefined;
}

spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
  stdio: 'ignore',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
});
count(await run('rules', ['scripts/check.mjs']), /^(\d+) passed/gm, /(\d+) failed/g);
count(
  await run('unit tests and engine scenarios', ['node_modules/vitest/vitest.mjs', 'run']),
  /Tests\s+(?:\d+ failed \| )?(\d+) passed/g,
  /Tests\s+(\d+) failed/g,
);

/** A virtual environment with what the Python tests need; a sentence where there can be none. */
function pythonEnvironment() {
  const found = ['python3.13', 'python3.12', 'python3.11', 'python3'].find((name) => {
    const { status, stdout } = spawnSync(name, ['-c', 'import sys; print(sys.version_info >= (3, 11))'], { encoding: 'utf8' });
    return status === 0 && stdout.trim() === 'True';
  });
  if (!found) return { skipped: 'no Python 3.11 or newer' };
  const environment = path.join('python', '.venv');
  const python = path.join(environment, 'bin', 'python');
  const requirements = readFileSync('python/requirements-test.txt', 'utf8');
  const mark = path.join(environment, 'installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === requirements) return { python };
  console.log('Installing Python packages …');
  const made = spawnSync(found, ['-m', 'venv', environment]).status === 0;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'python/requirements-test.txt'];
  if (!made || spawnSync(python, pip, { stdio: 'ignore' }).status !== 0) return { skipped: 'its packages could not be installed' };
  writeFileSync(mark, requirements);
  return { python };
}

const { python, skipped } = pythonEnvironment();
if (python) count(await run('Python clients', ['-m', 'pytest', 'python/tests', '-q'], python), /^(\d+) passed/gm, /(\d+) failed/g);
else console.log(`\n== Python clients\nskipped: ${skipped}`);

const chromium = ensureChromium();
if (chromium === undefined) stop('No chromium was found and none could be installed. Install chromium, or set CHROMIUM_PATH to one.');
if (chromium) process.env.CHROMIUM_PATH = chromium;
count(await run('end to end', ['node_modules/@playwright/test/cli.js', 'test']), /^\s+(\d+) passed/gm, /^\s+(\d+) failed/gm);
finish();
