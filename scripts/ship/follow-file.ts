import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** Where reading goes on: a file by its inode, and a byte in it. */
export interface Position {
  inode: number;
  offset: number;
}

export interface Chunk {
  text: string;
  /** The place that the chunk begins at; the same chunk has the same place again. */
  place: string;
  from: Position;
  /** Where to go on once it has arrived. */
  next: Position;
}

const newline = 10;

/**
 * Reads whole lines of a file that others write to. A file that was renamed away (rotation) is read to its end before the new one of
 * its name; one that became shorter is read from its beginning.
 */
export class FollowedFile {
  private handle: number | undefined;
  private position: Position | undefined;

  constructor(
    readonly file: string,
    from?: Position,
  ) {
    this.position = from;
  }

  private open(): boolean {
    try {
      this.handle ??= this.openRenamed() ?? openSync(this.file, 'r');
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return false;
      throw error;
    }
    const { ino, size } = fstatSync(this.handle);
    if (this.position?.inode !== ino || size < this.position.offset) this.position = { inode: ino, offset: 0 };
    return true;
  }

  /** The file that was read last, where it lies beside under another name by now (`app.log.1`). */
  private openRenamed(): number | undefined {
    const { position } = this;
    if (!position || !this.isRotated()) return undefined;
    const folder = path.dirname(this.file);
    const renamed = readdirSync(folder).find((name) => {
      if (!name.startsWith(path.basename(this.file))) return false;
      const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
      return found?.ino === position.inode && found.size >= position.offset;
    });
    return renamed === undefined ? undefined : openSync(path.join(folder, renamed), 'r');
  }

  private isRotated(): boolean {
    try {
      return statSync(this.file).ino !== this.position?.inode;
    } catch {
      return false;
    }
  }

  close(): void {
    if (this.handle !== undefined) closeSync(this.handle);
    this.handle = undefined;
  }

  /** The next whole lines, at most `most` bytes; undefined where there are none yet. Nothing moves on before `advance`. */
  next(most: number): Chunk | undefined {
    if (!this.open() || this.handle === undefined || !this.position) return undefined;
    const { inode, offset } = this.position;
    const buffer = Buffer.alloc(most);
    const length = readSync(this.handle, buffer, 0, most, offset);
    const rotated = this.isRotated();
    // the end of a file that nobody writes to any more is a line, whether it ends with one or not
    const end = length === most || !rotated ? buffer.lastIndexOf(newline, length - 1) + 1 : length;
    const taken = length === most && end === 0 ? length : end;
    if (length > 0 && taken > 0)
      return {
        text: buffer.toString('utf8', 0, taken),
        place: `${inode}:${offset}`,
        from: { inode, offset },
        next: { inode, offset: offset + taken },
      };
    if (!rotated) return undefined;
    this.close();
    this.position = undefined;
    return this.next(most);
  }

  advance(position: Position): void {
    this.position = position;
  }
}
