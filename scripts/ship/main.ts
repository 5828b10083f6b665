import { parseArgs } from 'node:util';
import { ship } from './ship';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { type: 'string' },
    url: { type: 'string', default: process.env.ORIEL_URL ?? 'http://127.0.0.1:3000' },
    state: { type: 'string', default: '.oriel-ship.json' },
    once: { type: 'boolean', default: false },
  },
});

const apiKey = process.env.ORIEL_API_KEY;
if (!values.source || positionals.length === 0 || !apiKey) {
  console.error('ORIEL_API_KEY=… npm run ship -- FILE… --source NAME [--url http://127.0.0.1:3000] [--state FILE] [--once]');
  process.exit(2);
}
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
try {
  const { accepted, rejected } = await ship({
    files: positionals,
    source: values.source,
    url: values.url.replace(/\/+$/, ''),
    apiKey,
    stateFile: values.state,
    once: values.once,
    signal: stop.signal,
    say: (line) => console.error(line),
  });
  console.log(`${accepted} lines stored, ${rejected} kept as dead letters`);
} catch (error) {
  if (!stop.signal.aborted) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
