/** The name of an index by the title that somebody gives: small letters, digits and dashes, an ending like `.csv` left out. */
export const toIndexName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 60);
