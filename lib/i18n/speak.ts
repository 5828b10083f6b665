import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { type IncomingMessage, Server } from 'node:http';
import { config, locales } from 'zod';
import { ambient, type Catalog, chooseLanguage, type Language, language, languageCookie } from './language';
import de from './languages/de.json';

const catalogs: Partial<Record<Language, Catalog>> = { de };
/** What zod itself says of bad input. */
const schemaSays = { en: locales.en().localeError, de: locales.de().localeError } satisfies Record<Language, unknown>;
const spoken = new AsyncLocalStorage<Language>();

const cookieOf = ({ headers }: IncomingMessage, name: string): string | undefined =>
  (headers.cookie ?? '')
    .split('; ')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/**
 * From now on everything that a request sets off, pages and answers alike, speaks the language of whoever asked. Requests are caught where
 * Node hands them out, as tracers do: a page is painted in parts, and no part is handed the request.
 */
export function speakTheReadersLanguage(): void {
  if (ambient.orielLanguage) return;
  ambient.orielMessages = catalogs;
  ambient.orielLanguage = () => spoken.getStore();
  config({ localeError: (issue) => schemaSays[language()](issue) });
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, ...given: Parameters<typeof emit>): boolean {
    const [event, first] = given as unknown[];
    if (event !== 'request') return emit.apply(this, given);
    const request = first as IncomingMessage;
    const wanted = chooseLanguage(cookieOf(request, languageCookie), request.headers['accept-language']);
    return spoken.run(wanted, () => emit.apply(this, given));
  } as typeof emit;
}

const scriptOf = (language: Language) =>
  `globalThis.orielMessages=${JSON.stringify({ [language]: catalogs[language] }).replaceAll('<', '\\u003c')}`;
const scripts = new Map<Language, { source: string; version: string }>();

/** JavaScript that a page loads before its own: the messages of its language. Undefined for English, which needs none. */
export function languageScript(language: Language): { source: string; version: string } | undefined {
  if (!catalogs[language]) return undefined;
  const known = scripts.get(language);
  if (known) return known;
  const source = scriptOf(language);
  const made = { source, version: createHash('sha256').update(source).digest('base64url').slice(0, 12) };
  scripts.set(language, made);
  return made;
}
