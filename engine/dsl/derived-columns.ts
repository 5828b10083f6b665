import type { DocumentRows } from '../plan/document-rows';
import type { Field } from '../plan/field';
import { finestTile } from '../plan/tile';
import { tokenText } from './analysis/token-text';

/** The columns that are made of other columns' values: words of texts, tiles of points. */
export class DerivedColumns {
  private readonly texts: { field: Field; from: unknown[]; tokens: unknown[]; counts: unknown[] | undefined }[] = [];
  private readonly points: { from: unknown[]; tiles: unknown[] }[] = [];

  constructor(fields: Iterable<Field>, rows: DocumentRows) {
    for (const field of fields) {
      const { column, tokens, wordCount, tile } = field;
      if (!tokens && !tile) continue;
      const from = rows.list(column);
      if (tokens) this.texts.push({ field, from, tokens: rows.list(tokens), counts: wordCount ? rows.list(wordCount) : undefined });
      if (tile) this.points.push({ from, tiles: rows.list(tile) });
    }
  }

  /** Makes those of one row. */
  fill(place: number): void {
    for (const { from, tiles } of this.points) {
      const value = from[place];
      if (value !== undefined && !Array.isArray(value)) tiles[place] = finestTile(value as { lat: number; lon: number });
    }
    for (const { field, from, tokens, counts } of this.texts) {
      const value = from[place];
      if (value === undefined) continue;
      const { text, words } = tokenText(field, Array.isArray(value) ? value : [value]);
      tokens[place] = text;
      if (counts) counts[place] = words;
    }
  }
}
