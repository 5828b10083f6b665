import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { log } from '../../../lib/log';
import { splitFrames } from './split-frames';

export interface SyslogListen {
  protocol: 'udp' | 'tcp';
  host: string;
  port: number;
  /** The source whose pipeline reads the messages. */
  source: string;
}

/** Takes messages; rejects where they could not be stored, and is asked again. */
export type Take = (source: string, messages: string[]) => Promise<unknown>;

const mostWaiting = 50_000;
const perBatch = 5_000;
const retryMs = 1_000;

/** What has come and is not stored yet. Batches go one after the other; a failing cluster is asked again until it takes them. */
class Inbox {
  private waiting: string[] = [];
  private sending = false;
  private lost = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly source: string,
    private readonly take: Take,
  ) {}

  get isFull(): boolean {
    return this.waiting.length >= mostWaiting;
  }

  /** UDP cannot be told to wait: what comes when all is full is lost, counted and said. */
  add(messages: string[]): void {
    const room = mostWaiting - this.waiting.length;
    if (messages.length > room) this.lost += messages.length - Math.max(0, room);
    this.waiting.push(...messages.slice(0, Math.max(0, room)));
    void this.send();
  }

  /** TCP can: resolves once there is room. */
  whenRoom(): Promise<void> {
    return this.isFull ? new Promise((done) => this.idle.push(done)) : Promise.resolve();
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, perBatch);
      try {
        await this.take(this.source, batch);
        this.waiting.splice(0, batch.length);
        for (const done of this.idle.splice(0)) done();
        if (this.lost > 0)
          log('warn', `${this.lost} syslog messages for ${this.source} came faster than they could be stored, and are lost.`);
        this.lost = 0;
      } catch (error) {
        log('warn', `Syslog messages for ${this.source} could not be stored; it tries again.`, { cause: error });
        await new Promise((done) => setTimeout(done, retryMs).unref());
      }
    }
    this.sending = false;
  }
}

function listenUdp({ host, port }: SyslogListen, inbox: Inbox): UdpSocket {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (message) => inbox.add([message.toString('utf8').trimEnd()].filter(Boolean)));
  return socket.bind(port, host);
}

async function follow(connection: Socket, inbox: Inbox): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of connection) {
    const split = splitFrames(Buffer.concat([rest, part as Buffer]));
    rest = split.rest;
    await inbox.whenRoom();
    inbox.add(split.messages);
  }
  const last = rest.toString('utf8').trimEnd();
  if (last) inbox.add([last]);
}

function listenTcp({ host, port }: SyslogListen, inbox: Inbox): Server {
  const server = createServer((connection) => {
    follow(connection, inbox).catch(() => connection.destroy());
  });
  return server.listen(port, host);
}

/** Starts a listener. RFC 3164 and 5424 are the source's pipeline's business; here messages are only told apart. */
export function listenSyslog(options: SyslogListen, take: Take): UdpSocket | Server {
  const inbox = new Inbox(options.source, take);
  const started = options.protocol === 'udp' ? listenUdp(options, inbox) : listenTcp(options, inbox);
  started.on('error', (error: Error) =>
    log('error', `Syslog on ${options.protocol}://${options.host}:${options.port} failed: ${error.message}`),
  );
  return started;
}
