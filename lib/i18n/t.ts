import { formatMessage } from './format-message';
import { ambient, language, locale } from './language';

declare const unsaid: unique symbol;

/** A message that a constant holds. It is said, in the reader's language, by `t` where it is shown. */
export interface Message {
  readonly [unsaid]: true;
}

/** Marks a message of a constant: a module is read once, its readers have several languages. */
export const msg = (message: string): Message => message as unknown as Message;

/**
 * A message in the reader's language. The English words are its name: `t('{count, plural, one {# place} other {# places}}', { count })`.
 * In ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/); what a language does not say stays English.
 */
export function t(message: string | Message, values?: Record<string, string | number>): string {
  const english = message as string;
  const said = language();
  const words = said === 'en' ? english : (ambient.orielMessages?.[said]?.[english] ?? english);
  if (!words.includes('{')) return words;
  return formatMessage(words, values ?? {}, locale());
}
