/** Text that a regular expression takes literally. */
export const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** An index or field pattern as a regular expression over the whole name: `*` is any run of characters. */
export function wildcardToRegex(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(escapeRegex).join('.*')}$`, 's');
}
