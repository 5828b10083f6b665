import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { oidcClient, startOidcProvider } from './oidc-provider';

export const stateFile = path.join(os.tmpdir(), `oriel-e2e-${process.env.ORIEL_E2E_PORT ?? 3210}.json`);

/** Starts Oriel as a newcomer would, in a fresh ORIEL_HOME, and keeps the setup link for the first test. */
export default async function globalSetup() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'oriel-e2e-'));
  mkdirSync(home, { recursive: true });
  const port = process.env.ORIEL_E2E_PORT ?? '3210';
  const provider = await startOidcProvider();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      ORIEL_HOME: home,
      ORIEL_PORT: port,
      ORIEL_OUTGOING_ALLOW: '127.0.0.1',
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: oidcClient.id,
      OIDC_CLIENT_SECRET: oidcClient.secret,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const setupLink = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Oriel did not start.\n${output}`)), 300_000);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const link = /http\S+\/setup\?token=\S+/.exec(output);
      if (!link) return;
      clearTimeout(timer);
      resolve(link[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`Oriel stopped (${code}).\n${output}`)));
  });
  child.unref();
  writeFileSync(stateFile, JSON.stringify({ pid: child.pid, home, setupLink, issuer: provider.issuer }));
}
