import { IntlMessageFormat } from 'intl-messageformat';
import { ambient, type Language, language, locale } from './language';

declare const unsaid: unique symbol;

/** A message that a constant holds. It is said, in the reader's language, by `t` where it is shown. */
export interface Message {
  readonly [unsaid]: true;
}

/** Marks a message of a constant: a module is read once, its readers have several languages. */
export const msg = (message: string): Message => message as unknown as Message;

const formats = new Map<string, IntlMessageFormat>();

function formatOf(message: string, said: Language): IntlMessageFormat {
  const key = `${said} ${message}`;
  const known = formats.get(key) ?? new IntlMessageFormat(message, locale(), undefined, { ignoreTag: true });
  formats.set(key, known);
  return known;
}

/**
 * A message in the reader's language. The English words are its name: `t('{count, plural, one {# place} other {# places}}', { count })`.
 * In ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/); what a language does not say stays English.
 */
export function t(message: string | Message, values?: Record<string, string | number>): string {
  const english = message as string;
  const said = language();
  const words = said === 'en' ? english : (ambient.orielMessages?.[said]?.[english] ?? english);
  if (!words.includes('{')) return words;
  return String(formatOf(words, said).format(values));
}
