/** What runs: the variables of one call, and of the call that a lambda was made in. */
export interface Frame {
  slots: unknown[];
  outer: Frame | undefined;
  /** What a `return` gave. */
  result: unknown;
}

export interface Variable {
  name: string;
  type: string;
  /** How many frames outwards it lives. */
  depth: number;
  slot: number;
}

/** The names that are known at a place of a function or a lambda. */
export class Scope {
  private readonly blocks: Map<string, { type: string; slot: number }>[] = [new Map()];
  private next = 0;

  constructor(private readonly outer?: Scope) {}

  enter(): void {
    this.blocks.push(new Map());
  }

  leave(): void {
    this.blocks.pop();
  }

  /** Undefined where the name is taken. */
  declare(name: string, type: string): number | undefined {
    if (this.blocks.some((block) => block.has(name))) return undefined;
    const slot = this.next++;
    this.blocks.at(-1)?.set(name, { type, slot });
    return slot;
  }

  find(name: string): Variable | undefined {
    for (let at = this.blocks.length - 1; at >= 0; at--) {
      const found = this.blocks[at]?.get(name);
      if (found) return { name, depth: 0, ...found };
    }
    const outer = this.outer?.find(name);
    return outer && { ...outer, depth: outer.depth + 1 };
  }
}

export const frameOf = (frame: Frame, depth: number): Frame => {
  let found = frame;
  for (let at = 0; at < depth; at++) found = found.outer as Frame;
  return found;
};
