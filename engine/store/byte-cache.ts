import { Recent } from './recent';

/** What an entry takes beside its value. */
const entryBytes = 200;

/** Values that were costly to read, up to so many bytes together; the one that was not asked for longest goes first. */
export class ByteCache {
  private readonly entries: Recent<{ value: unknown }>;

  constructor(mostBytes: number) {
    this.entries = new Recent(mostBytes);
  }

  /** The value of that key; read where it is not there. `sizeOf` answers bytes, near enough. */
  async get<T>(key: string, sizeOf: (value: T) => number, read: () => Promise<T>): Promise<T> {
    const found = this.entries.get(key);
    if (found) return found.value as T;
    const value = await read();
    this.entries.set(key, { value }, sizeOf(value) + entryBytes);
    return value;
  }
}
