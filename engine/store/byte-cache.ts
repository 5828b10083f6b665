/** Values that were costly to read, up to so many bytes together; the one that was not asked for longest goes first. */
export class ByteCache {
  private readonly entries = new Map<string, { bytes: number; value: unknown }>();
  private total = 0;

  constructor(private readonly mostBytes: number) {}

  /** The value of that key; read where it is not there. `sizeOf` answers bytes, near enough. */
  async get<T>(key: string, sizeOf: (value: T) => number, read: () => Promise<T>): Promise<T> {
    const found = this.entries.get(key);
    if (found) {
      this.entries.delete(key);
      this.entries.set(key, found);
      return found.value as T;
    }
    const value = await read();
    const bytes = sizeOf(value) + 200;
    this.total += bytes - (this.entries.get(key)?.bytes ?? 0);
    this.entries.set(key, { bytes, value });
    for (const [oldest, entry] of this.entries) {
      if (this.total <= this.mostBytes) break;
      this.entries.delete(oldest);
      this.total -= entry.bytes;
    }
    return value;
  }
}
