import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';

interface Holder {
  port: number;
  word: string;
}

/** The holder's word, heard from its port; nothing where nobody answers. */
function hear(port: number): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}

/**
 * Holds `home` for this process as long as it lives, `kill -9` included: the holder answers a word on a loopback port, and the file says which.
 * Throws where another Oriel holds it.
 */
export async function holdHome(home: string): Promise<void> {
  const file = path.join(home, 'running.json');
  let holder: Holder | undefined;
  try {
    holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    // nobody was here before
  }
  if (holder && (await hear(holder.port)) === holder.word)
    throw new Error(`Another Oriel runs on ${home}. Stop it, or set ORIEL_HOME to another folder.`);
  const word = randomBytes(16).toString('hex');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(word);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  server.unref();
  writeFileSync(file, JSON.stringify({ port, word } satisfies Holder), { mode: 0o600 });
}
