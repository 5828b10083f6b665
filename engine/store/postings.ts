/** Rows of one part of the inverted index: few enough for 16 bits, so many that a part is rarely made. */
export const partRows = 65_536;

/** Where one word occurs in one part: rows counted from the part's first, ascending, and how often in each. */
export interface Postings {
  rows: Uint16Array;
  frequencies: Uint16Array;
}

/** The same with the word's places in each row, row after row, each counted from zero. */
export interface PlacedPostings extends Postings {
  places: Uint32Array;
}

const none = new Uint8Array(0);

/** Integers as bytes: seven bits in each, the lowest first, the eighth says that more follow. */
class VarintWriter {
  private bytes = new Uint8Array(64);
  private used = 0;

  write(value: number): void {
    if (this.used + 5 > this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.bytes[this.used++] = (rest & 127) | 128;
    this.bytes[this.used++] = rest;
  }

  finish(): Uint8Array {
    return this.used === 0 ? none : this.bytes.slice(0, this.used);
  }
}

function varintReader(bytes: Uint8Array): () => number {
  let at = 0;
  return () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
}

/** Postings of one word while a part grows; rows come in ascending order, places too. */
export class PostingList {
  private readonly rows: number[] = [];
  private readonly frequencies: number[] = [];
  private readonly places: number[] = [];
  private read: PlacedPostings | undefined;

  add(row: number, place: number): void {
    const last = this.rows.length - 1;
    if (this.rows[last] === row) this.frequencies[last] = (this.frequencies[last] as number) + 1;
    else {
      this.rows.push(row);
      this.frequencies.push(1);
    }
    this.places.push(place);
    this.read = undefined;
  }

  get documents(): number {
    return this.rows.length;
  }

  postings(): PlacedPostings {
    this.read ??= {
      rows: Uint16Array.from(this.rows),
      frequencies: Uint16Array.from(this.frequencies),
      places: Uint32Array.from(this.places),
    };
    return this.read;
  }

  /** For each row its distance from the one before, times two, plus one where its frequency follows. */
  encode(): Uint8Array {
    const writer = new VarintWriter();
    let before = -1;
    this.rows.forEach((row, at) => {
      const frequency = Math.min(65_535, this.frequencies[at] as number);
      writer.write((row - before) * 2 + (frequency > 1 ? 1 : 0));
      if (frequency > 1) writer.write(frequency);
      before = row;
    });
    return writer.finish();
  }

  /** Each row's places, each as its distance from the one before. */
  encodePlaces(): Uint8Array {
    const writer = new VarintWriter();
    let next = 0;
    for (const frequency of this.frequencies) {
      let before = 0;
      for (let count = 0; count < Math.min(65_535, frequency); count++) {
        const place = this.places[next + count] as number;
        writer.write(place - before);
        before = place;
      }
      next += frequency;
    }
    return writer.finish();
  }
}

export function decodePostings(bytes: Uint8Array, documents: number): Postings {
  const rows = new Uint16Array(documents);
  const frequencies = new Uint16Array(documents).fill(1);
  const read = varintReader(bytes);
  let row = -1;
  for (let place = 0; place < documents; place++) {
    const distance = read();
    row += distance >> 1;
    rows[place] = row;
    if (distance & 1) frequencies[place] = read();
  }
  return { rows, frequencies };
}

export function decodePlaces(bytes: Uint8Array, postings: Postings): PlacedPostings {
  const places = new Uint32Array(postings.frequencies.reduce((sum, frequency) => sum + frequency, 0));
  const read = varintReader(bytes);
  let next = 0;
  for (const frequency of postings.frequencies)
    for (let count = 0, place = 0; count < frequency; count++) {
      place += read();
      places[next++] = place;
    }
  return { ...postings, places };
}

/** Where the words stand in this order, each so many places after the first: rows, and how often in each. */
export function phrasePostings(words: { postings: PlacedPostings; after: number }[]): Postings {
  const rows: number[] = [];
  const frequencies: number[] = [];
  const at = words.map(() => 0);
  const placeAt = words.map(() => 0);
  const first = words[0]?.postings;
  for (let own = 0; first && own < first.rows.length; own++) {
    const row = first.rows[own] as number;
    const all = words.every(({ postings }, which) => {
      while (at[which] !== undefined && (postings.rows[at[which]] ?? partRows) < row)
        placeAt[which] = (placeAt[which] as number) + (postings.frequencies[at[which]++] as number);
      return postings.rows[at[which] as number] === row;
    });
    if (!all) continue;
    let count = 0;
    for (let k = 0; k < (first.frequencies[own] as number); k++) {
      const start = first.places[(placeAt[0] as number) + k] as number;
      if (
        words.every(({ postings, after }, which) => {
          const from = placeAt[which] as number;
          for (let other = 0; other < (postings.frequencies[at[which] as number] as number); other++)
            if (postings.places[from + other] === start + after) return true;
          return false;
        })
      )
        count++;
    }
    if (count > 0) {
      rows.push(row);
      frequencies.push(count);
    }
  }
  return { rows: Uint16Array.from(rows), frequencies: Uint16Array.from(frequencies) };
}
