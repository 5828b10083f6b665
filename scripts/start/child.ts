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
    const tail: string[] = [];
    const child = spawn(this.spec.command, this.spec.args, { ...this.spec.options, stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        log.write(chunk);
        tail.push(...chunk.toString().split('\n').filter(Boolean));
        tail.splice(0, Math.max(0, tail.length - 12));
      });
    }
    let serving = false;
    const died = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(error));
      child.once('exit', (code, signal) => {
        log.end();
        reject(new Error(`${this.spec.name} stopped (${signal ?? `exit ${code}`}).\n${tail.join('\n')}`));
        if (serving && !this.stopping) void this.onDeath(signal ?? `exit ${code}`);
      });
    });
    died.catch(() => undefined);
    await Promise.race([this.spec.ready(), died]);
    serving = true;
  }

  private async onDeath(how: string): Promise<void> {
    const now = Date.now();
    this.deaths = [...this.deaths.filter((at) => now - at < restartWindowMs), now];
    if (this.deaths.length > restartsAllowed) {
      this.giveUp(`${this.spec.name} died ${this.deaths.length} times within a minute; see ${this.spec.logFile}.`);
      return;
    }
    this.say(`${this.spec.name} died (${how}); starting it again.`);
    await new Promise((resolve) => setTimeout(resolve, 200 * this.deaths.length));
    if (this.stopping) return;
    try {
      await this.start();
      this.say(`${this.spec.name} serves again.`);
    } catch (error) {
      if (!this.stopping) this.giveUp(`${this.spec.name} did not come back: ${(error as Error).message}`);
    }
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
