import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  options: SpawnOptions;
  logFile: string;
  /** Resolves once the process serves; rejected by a timeout of its own. */
  ready: () => Promise<void>;
  stopSignal?: NodeJS.Signals;
  /** Runs before every start, the restarts included. */
  prepare?: () => void;
}

const restartsAllowed = 5;
const restartWindowMs = 60_000;

/** One supervised process: started, watched, restarted when it dies, stopped with the rest. */
export class SupervisedChild {
  private process: ChildProcess | undefined;
  private stopping = false;
  private deaths: number[] = [];

  constructor(
    private readonly spec: ChildSpec,
    private readonly say: (line: string) => void,
    private readonly giveUp: (reason: string) => void,
  ) {}

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Starts the process and waits until it serves. Throws where it dies first, with the last lines of its log. */
  async start(): Promise<void> {
    this.spec.prepare?.();
    const log = createWriteStream(this.spec.logFile, { flags: 'a', mode: 0o600 });
    log.on('error', (error) => this.say(`${this.spec.logFile} cannot be written: ${error.message}`));
    const tail: string[] = [];
    // its stdin stays open as long as this process lives: a child of ours that sees it end stops by itself
    const child = spawn(this.spec.command, this.spec.args, { ...this.spec.options, stdio: ['pipe', 'pipe', 'pipe'] });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        log.write(chunk);
        tail.push(...chunk.toString().split('\n').filter(Boolean));
        tail.splice(0, Math.max(0, tail.length - 12));
      });
    }
    // not at exit: output may still be on its way then
    child.once('close', () => log.end());
    let serving = false;
    const died = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(error));
      child.once('exit', (code, signal) => {
        reject(new Error(`${this.spec.name} stopped (${signal ?? `exit ${code}`}).\n${tail.join('\n')}`));
        if (serving && !this.stopping) void this.onDeath(signal ?? `exit ${code}`);
      });
    });
    died.catch(() => undefined);
    await Promise.race([this.spec.ready(), died]);
    serving = true;
  }

  /** Starts the process again, several times where it does not come back at once; gives up where it keeps dying. */
  private async onDeath(how: string): Promise<void> {
    this.say(`${this.spec.name} died (${how}); starting it again.`);
    let reason = how;
    for (;;) {
      const now = Date.now();
      this.deaths = [...this.deaths.filter((at) => now - at < restartWindowMs), now];
      if (this.deaths.length > restartsAllowed) {
        this.giveUp(`${this.spec.name} died ${this.deaths.length} times within a minute: ${reason} See ${this.spec.logFile}.`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** this.deaths.length));
      if (this.stopping) return;
      try {
        await this.start();
        this.say(`${this.spec.name} serves again.`);
        return;
      } catch (error) {
        if (this.stopping) return;
        reason = (error as Error).message;
        await this.kill();
      }
    }
  }

  private async kill(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  }

  /** Asks the process to stop and waits; after 8 s it is killed. */
  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(this.spec.stopSignal ?? 'SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 8_000);
    await gone;
    clearTimeout(timer);
  }
}
