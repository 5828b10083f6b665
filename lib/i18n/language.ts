/** The languages that Oriel speaks, each by its own name. English stands in the code; every other has a file in languages/. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

/** Messages as the code says them, and as the language does; both in ICU MessageFormat. */
export type Catalog = Record<string, string>;

export const languageCookie = 'oriel-language';
const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

/** What is known of the reader's language where the code runs: the server sets it for each request, the page's head for the page. */
interface Ambient {
  orielLanguage?: () => Language | undefined;
  orielMessages?: Partial<Record<Language, Catalog>>;
}
export const ambient = globalThis as Ambient;

export const isLanguage = (text: string | undefined): text is Language => text !== undefined && Object.hasOwn(languages, text);

/** The language of whoever reads what is being made: of the request on the server, of the page in a browser; English for a job. */
export function language(): Language {
  if (typeof document === 'undefined') return ambient.orielLanguage?.() ?? 'en';
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'en';
}

/** The BCP 47 tag by which numbers and dates are written. */
export const locale = (): string => locales[language()];

/** The reader's choice, or the first of the browser's languages that Oriel speaks (RFC 9110, 12.5.4; weights are taken to be in order). */
export function chooseLanguage(chosen: string | undefined, accepted: string | undefined): Language {
  if (isLanguage(chosen)) return chosen;
  const wanted = (accepted ?? '').split(',').map((part) => part.trim().split(/[-;]/)[0]?.toLowerCase());
  return wanted.find(isLanguage) ?? 'en';
}
