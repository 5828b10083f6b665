/**
 * The token column of a text field is one string: each word between `tokenStart` and `tokenEnd`, `tokenGap` for every empty place.
 * A word is then a substring, a phrase too, and how often one occurs is a count of substrings.
 */
export const tokenStart = '\u0001';
export const tokenEnd = '\u0002';
export const tokenGap = '\u0003';
/** Between the path and the text of a flattened object's leaf. */
export const leafMark = '\u0001';
