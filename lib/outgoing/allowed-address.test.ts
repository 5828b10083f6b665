import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInternalAddress } from './allowed-address';
import { resolveTarget, sendRequest } from './send-request';

describe('what lies outside the internet', () => {
  test.each([
    ...['127.0.0.1', '127.9.9.9', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fe80::1%eth0', 'fd00::1', 'fc00:1::', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'not an address'],
  ])('%s is internal', (address) => expect(isInternalAddress(address)).toBe(true));

  test.each(['8.8.8.8', '172.32.0.1', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])('%s is not', (address) =>
    expect(isInternalAddress(address)).toBe(false),
  );
});

describe('ways around it', () => {
  test.each([
    'http://127.0.0.1/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://127.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:7f00:0001]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://①②⑦.⓪.⓪.①/',
    'http://127。0。0。1/',
    'http:\\\\127.0.0.1\\',
    'http:127.0.0.1/',
    'http:////127.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://user@127.0.0.1/',
    'http://example.org@127.0.0.1/',
    'http://:pw@example.org/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'javascript:alert(1)',
    '//127.0.0.1/',
    '',
  ])('%s is refused', async (url) => {
    await expect(resolveTarget(url, [])).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('an address that hides behind a host of the allow-list is that host only', async () => {
    await expect(resolveTarget('http://127.0.0.1:9000/', ['127.0.0.1:9001'])).rejects.toThrow(/internal address/);
    await expect(resolveTarget('http://127.0.0.1:9001/', ['127.0.0.1:9001'])).resolves.toMatchObject({ address: '127.0.0.1' });
    await expect(resolveTarget('http://10.1.2.3/', ['10.1.0.0/16'])).resolves.toMatchObject({ port: 80 });
    await expect(resolveTarget('http://10.2.2.3/', ['10.1.0.0/16'])).rejects.toThrow(/internal address/);
  });
});

describe('the request itself', () => {
  let base = '';
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    if (request.url === '/redirect') return void response.writeHead(302, { location: `${base}/landed` }).end();
    if (request.url === '/huge') return void response.end('x'.repeat(1_000_000));
    if (request.url === '/slow') return;
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => response.end(JSON.stringify({ host: request.headers.host, body })));
  });
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.closeAllConnections());

  const send = (path: string, timeoutMs?: number) =>
    sendRequest({
      url: base + path,
      method: 'POST',
      headers: {},
      body: '{"a":"ü"}',
      allowList: ['127.0.0.1'],
      ...(timeoutMs ? { timeoutMs } : {}),
    });

  test('carries the body', async () => {
    expect(JSON.parse((await send('/echo')).text)).toEqual({ host: new URL(base).host, body: '{"a":"ü"}' });
  });

  test('does not follow redirects', async () => {
    asked = 0;
    expect((await send('/redirect')).status).toBe(302);
    expect(asked).toBe(1);
  });

  test('reads no more than 64 KB', async () => {
    expect((await send('/huge')).text.length).toBe(64 * 1024);
  });

  test('gives up', async () => {
    await expect(send('/slow', 200)).rejects.toThrow(/no answer within 200 ms/);
  });
});
