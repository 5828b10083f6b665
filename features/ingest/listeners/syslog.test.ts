import { createSocket } from 'node:dgram';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { splitFrames } from './split-frames';
import { listenSyslog } from './syslog';

describe('messages of a stream', () => {
  test.each<[string, string, string[], string]>([
    ['lines', '<13>one\n<13>two\r\n<13>hal', ['<13>one', '<13>two'], '<13>hal'],
    ['counted octets', '7 <13>one8 <13>a\nbb5 <1', ['<13>one', '<13>a\nbb'], '5 <1'],
    ['nothing', '', [], ''],
    ['umlauts are counted in bytes', '8 <13>äü7 <13>one', ['<13>äü', '<13>one'], ''],
  ])('%s', (_, stream, messages, rest) => {
    const split = splitFrames(Buffer.from(stream));
    expect([split.messages, split.rest.toString()]).toEqual([messages, rest]);
  });

  test('a message without end is cut', () => {
    expect(splitFrames(Buffer.alloc(300 * 1024, 'a')).messages[0]?.length).toBe(256 * 1024);
  });
});

describe('listening', () => {
  const addressOf = (server: { address: () => unknown }) => server.address() as AddressInfo;

  test('TCP, in pieces, while the cluster is away for a while', async () => {
    const taken: string[] = [];
    let failures = 1;
    const server = listenSyslog({ protocol: 'tcp', host: '127.0.0.1', port: 0, source: 'app' }, async (_, messages) => {
      if (failures-- > 0) throw new Error('away');
      taken.push(...messages);
    });
    await new Promise((done) => server.once('listening', done));
    const client = connect(addressOf(server).port, '127.0.0.1');
    client.write('<13>on');
    client.write('e\n<13>two\n');
    client.end('<13>three');
    await expect.poll(() => taken, { timeout: 10_000 }).toEqual(['<13>one', '<13>two', '<13>three']);
    server.close();
  });

  test('UDP', async () => {
    const taken: string[] = [];
    const server = listenSyslog({ protocol: 'udp', host: '127.0.0.1', port: 0, source: 'app' }, async (_, messages) => {
      taken.push(...messages);
    });
    await new Promise((done) => server.once('listening', done));
    const client = createSocket('udp4');
    await new Promise((done) =>
      client.send('<34>1 2026-10-11T22:14:15.003Z host su - ID47 - no\n', addressOf(server).port, '127.0.0.1', done),
    );
    await expect.poll(() => taken).toEqual(['<34>1 2026-10-11T22:14:15.003Z host su - ID47 - no']);
    client.close();
    server.close();
  });
});
