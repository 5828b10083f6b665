import { locale } from '../i18n/language';

/** 1 January 2024 was a Monday. */
const mondayMs = Date.UTC(2024, 0, 1);

/** The short names of the days in the reader's language, Monday first. */
export const weekdayNames = (): string[] =>
  Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(mondayMs + day * 86_400_000),
  );
