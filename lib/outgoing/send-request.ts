import { lookup as resolve } from 'node:dns/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { isAllowedAddress } from './allowed-address';

export interface OutgoingRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
  /** Internal hosts that the administrator lets Oriel reach. */
  allowList: readonly string[];
  timeoutMs?: number;
}

export interface OutgoingAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** At most 64 KB of it. */
  text: string;
}

const mostAnswerBytes = 64 * 1024;
const defaultTimeoutMs = 10_000;

export interface Target {
  url: URL;
  address: string;
  port: number;
}

const refused = (reason: string) => new AppError('bad-request', t('Oriel does not send there: {reason}', { reason }));

/** Reads an address that somebody typed. Throws `bad-request` for anything but plain http or https without credentials. */
export function parseTarget(given: string): URL {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw refused(t('this is not a web address. Write it as https://host/path.'));
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused(t('only http:// and https:// are possible.'));
  if (url.username !== '' || url.password !== '') throw refused(t('the address must not carry a user or a password. Use a header.'));
  if (url.hostname === '') throw refused(t('the address names no host.'));
  return url;
}

/** Resolves the host once and checks every address it has: the one that is returned is the one that is connected to. */
export async function resolveTarget(given: string, allowList: readonly string[]): Promise<Target> {
  const url = parseTarget(given);
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  let addresses: string[];
  try {
    addresses = isIP(host) ? [host] : (await resolve(host, { all: true, verbatim: true })).map(({ address }) => address);
  } catch (cause) {
    throw new AppError('bad-request', t('The host {host} has no address.', { host }), { cause });
  }
  const inside = addresses.find((address) => !isAllowedAddress(address, host, port, allowList));
  if (inside !== undefined || addresses[0] === undefined)
    throw refused(
      t('{host} is {address}, an internal address. An administrator can name it in ORIEL_OUTGOING_ALLOW (for example {host}:{port}).', {
        host,
        address: inside ?? '',
        port: String(port),
      }),
    );
  return { url, address: addresses[0], port };
}

function readAnswer(message: IncomingMessage): Promise<string> {
  return new Promise((done, fail) => {
    const parts: Buffer[] = [];
    let size = 0;
    message.on('data', (part: Buffer) => {
      const room = mostAnswerBytes - size;
      if (room <= 0) return void message.destroy();
      parts.push(part.subarray(0, room));
      size += part.length;
    });
    message.on('close', () => done(Buffer.concat(parts).toString('utf8')));
    message.on('error', (error) => (size >= mostAnswerBytes ? done(Buffer.concat(parts).toString('utf8')) : fail(error)));
  });
}

/**
 * One request to the outside. The address is resolved, checked and pinned, so that a name cannot change its meaning in between;
 * redirects are answers, not followed; the whole exchange has a timeout. Throws `bad-request` where Oriel does not send.
 */
export async function sendRequest(given: OutgoingRequest): Promise<OutgoingAnswer> {
  const { url, address } = await resolveTarget(given.url, given.allowList);
  const family = isIP(address);
  const pinned: LookupFunction = (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }] as never, family);
    else callback(null, address, family);
  };
  const signal = AbortSignal.timeout(given.timeoutMs ?? defaultTimeoutMs);
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((done, fail) => {
    const request = send(
      url,
      {
        method: given.method,
        headers: { 'user-agent': 'Oriel', ...given.headers, 'content-length': String(Buffer.byteLength(given.body)) },
        lookup: pinned,
        agent: false,
        signal,
      },
      (message) => {
        readAnswer(message).then((text) => done({ status: message.statusCode ?? 0, headers: message.headers, text }), fail);
      },
    );
    request.on('error', (error) => fail(signal.aborted ? new Error(`no answer within ${given.timeoutMs ?? defaultTimeoutMs} ms`) : error));
    request.end(given.body);
  });
}
