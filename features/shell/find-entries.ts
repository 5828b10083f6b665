export interface Entry {
  id: string;
  title: string;
  /** What it is: page, dashboard, saved search … */
  kind: string;
  href?: string;
  /** For what is done here instead of gone to. */
  act?: 'theme' | 'help';
}

const plain = (text: string) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

/** How well words find an entry: every word has to be in it; beginnings count more than middles, titles more than kinds. 0: not at all. */
export function fit(entry: Entry, query: string): number {
  const title = plain(entry.title);
  const all = `${title} ${plain(entry.kind)}`;
  let score = 1;
  for (const word of plain(query).split(/\s+/).filter(Boolean)) {
    if (title.startsWith(word)) score += 4;
    else if (new RegExp(`\\b${word.replace(/[^\p{L}\p{N}]/gu, '\\$&')}`, 'u').test(title)) score += 3;
    else if (title.includes(word)) score += 2;
    else if (all.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

/** The entries that the words find, best first; as they came where two fit alike. */
export function findEntries(entries: Entry[], query: string, most = 12): Entry[] {
  return entries
    .map((entry) => ({ entry, score: fit(entry, query) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, most)
    .map(({ entry }) => entry);
}
