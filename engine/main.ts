import { parseArgs } from 'node:util';
import { keyFor } from './http/authorize';
import { createEngineServer } from './http/server';
import { upgradeIndices } from './http/upgrade';
import { Catalog } from './store/catalog';
import { Database } from './store/database';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9200' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: '.oriel/engine' },
    memory: { type: 'string', default: '1GB' },
    threads: { type: 'string', default: '2' },
    supervised: { type: 'boolean', default: false },
  },
});

try {
  const key = keyFor(values.host, process.env);
  const database = await Database.open({ dataDir: values.data, memoryLimit: values.memory, threads: Number(values.threads) });
  const catalog = await Catalog.open(database);
  await upgradeIndices(catalog);
  const server = createEngineServer({
    catalog,
    nowMs: Date.now,
    ...(key ? { key } : {}),
    limits: { sqlRows: 10_000, sqlTimeoutMs: 30_000, searchTimeoutMs: 30_000 },
  });
  server.requestTimeout = 120_000;
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(error.code === 'EADDRINUSE' ? `Port ${values.port} is in use. Give another one with --port.` : error.message);
    process.exit(1);
  });
  server.listen(Number(values.port), values.host, () => console.log(`Engine serves http://${values.host}:${values.port}`));
  const stop = () => {
    server.closeAllConnections();
    server.close(() => {
      database.close();
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // the process that started it holds its stdin open and reads its output: without that process it stops
  if (values.supervised) process.stdin.resume().once('end', stop);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
