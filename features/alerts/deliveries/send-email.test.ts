import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlertEvent } from './event';
import { type OpenConnector, sendEvent } from './send';

interface Mail {
  from: string;
  to: string[];
  text: string;
}

const mails: Mail[] = [];
let refuse: number | undefined;
const server = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _session, done) =>
    username === 'oriel' && password === 'p w' ? done(null, { user: username }) : done(new Error('who are you')),
  onData: (stream, session, done) => {
    let text = '';
    stream.on('data', (part) => (text += String(part)));
    stream.on('end', () => {
      if (refuse) return done(Object.assign(new Error('not now'), { responseCode: refuse }));
      const { mailFrom, rcptTo } = session.envelope;
      mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), text });
      done(null);
    });
  },
});

const event: AlertEvent = {
  id: 'a1:opened:c1',
  event: 'opened',
  at: '2026-11-24T10:00:00.000Z',
  rule: { id: 'r', name: 'Slow <checkout>', severity: 'critical' },
  alert: {
    id: 'a1',
    group: 'web-1',
    status: 'open',
    value: 812,
    sentence: 'p95 is 812 ms, above 500 ms',
    startedAt: '2026-11-24T09:59:00.000Z',
    openedAt: '2026-11-24T10:00:00.000Z',
    recoveredAt: null,
  },
  message: '',
  link: 'https://oriel.example.com/alerts/a1',
  callback: { url: 'https://oriel.example.com/api/alerts/a1/actions', token: 't' },
};

const connector: OpenConnector = {
  kind: 'email',
  config: { to: ['ops@example.com', 'duty@example.com'], subject: '{{rule}}:\r\nBcc: x@y.z {{group}}', body: '{{sentence}}\n{{link}}' },
  secret: undefined,
};

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  process.env.ORIEL_SMTP_URL = `smtp://oriel:p%20w@127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  process.env.ORIEL_SMTP_FROM = 'Oriel <oriel@example.com>';
});
afterAll(() => new Promise<void>((done) => server.close(done)));

test('a mail arrives, with its words as they are and no header of its own making', async () => {
  const sent = await sendEvent(connector, event);
  expect(sent.text).toMatch(/^250/);
  expect(mails).toHaveLength(1);
  const [mail] = mails as [Mail];
  expect(mail).toMatchObject({ from: 'oriel@example.com', to: ['ops@example.com', 'duty@example.com'] });
  expect(mail.text).toContain('Subject: Slow <checkout>: Bcc: x@y.z web-1');
  expect(mail.text).toContain('Message-ID: <a1.opened.c1@oriel>');
  expect(mail.text).toContain('p95 is 812 ms, above 500 ms');
  expect(mail.text).toContain('https://oriel.example.com/alerts/a1');
});

test('a server that does not take it is an error, so that it is tried again', async () => {
  refuse = 451;
  await expect(sendEvent(connector, event)).rejects.toThrow('not now');
  refuse = undefined;
});
