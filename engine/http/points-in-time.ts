import { randomBytes } from 'node:crypto';
import { EsError } from '../plan/es-error';

interface Held<T> {
  value: T;
  expiresMs: number;
  keepMs: number;
}

const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const mostHeld = 500;

/** "1m" and the like in milliseconds; `otherwise` where it is absent. */
export function parseKeepAlive(text: unknown, otherwise = 300_000): number {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(String(text ?? ''));
  return match ? Math.min(86_400_000, Number(match[1]) * (units[match[2] ?? 'm'] ?? 0)) : otherwise;
}

/** Search contexts by an id that cannot be guessed: points in time, scrolls, SQL cursors. */
export class HeldContexts<T> {
  private readonly held = new Map<string, Held<T>>();

  constructor(private readonly nowMs: () => number) {}

  open(value: T, keepMs: number): string {
    this.sweep();
    if (this.held.size >= mostHeld)
      throw new EsError('too_many_scroll_contexts_exception', `Trying to hold more than ${mostHeld} search contexts.`, 429);
    const id = randomBytes(24).toString('base64url');
    this.held.set(id, { value, keepMs, expiresMs: this.nowMs() + keepMs });
    return id;
  }

  /** The context, its life prolonged. Throws `search_context_missing_exception` (404). */
  get(id: string, keepMs?: number): T {
    this.sweep();
    const entry = this.held.get(id);
    if (!entry) throw new EsError('search_context_missing_exception', `No search context found for id [${id.slice(0, 12)}…]`, 404);
    entry.keepMs = keepMs ?? entry.keepMs;
    entry.expiresMs = this.nowMs() + entry.keepMs;
    return entry.value;
  }

  update(id: string, value: T): void {
    const entry = this.held.get(id);
    if (entry) entry.value = value;
  }

  close(id: string): boolean {
    return this.held.delete(id);
  }

  private sweep() {
    const now = this.nowMs();
    for (const [id, entry] of this.held) if (entry.expiresMs < now) this.held.delete(id);
  }
}
