import { afterEach, describe, expect, test } from 'vitest';
import { ambient, chooseLanguage, language, locale } from './language';
import { msg, t } from './t';

afterEach(() => {
  ambient.orielLanguage = undefined;
  ambient.orielMessages = undefined;
});

const speak = (messages: Record<string, string>) => {
  ambient.orielLanguage = () => 'de';
  ambient.orielMessages = { de: messages };
};

describe('messages', () => {
  test('are what the code says in English, and in a job', () => {
    expect([language(), locale(), t('Save'), t(msg('Save'))]).toEqual(['en', 'en-GB', 'Save', 'Save']);
    expect(t('{count, plural, one {# place} other {# places}}', { count: 1 })).toBe('1 place');
    expect(t('{count, plural, one {# place} other {# places}}', { count: 2 })).toBe('2 places');
  });

  test('are said in the language of the reader; what it does not say stays English', () => {
    speak({ Save: 'Speichern', '{count, plural, one {# place} other {# places}}': '{count, plural, one {# Ort} other {# Orte}}' });
    expect([t('Save'), t('Cancel'), locale()]).toEqual(['Speichern', 'Cancel', 'de-DE']);
    expect(t('{count, plural, one {# place} other {# places}}', { count: 3 })).toBe('3 Orte');
  });

  test('plurals may stand within words, and hold values', () => {
    const message = '{who} has {count, plural, one {# place in {town}} other {# places in {town}}}, all told';
    expect(t(message, { who: 'A', count: 1, town: 'B' })).toBe('A has 1 place in B, all told');
    expect(t(message, { who: 'A', count: 1_200, town: 'B' })).toBe('A has 1,200 places in B, all told');
    expect(() => t('never {closed')).toThrow(/never closed/);
  });

  test('may hold braces, apostrophes and angle brackets', () => {
    expect(t("Links take '{{'value'}}' of {name}", { name: 'x' })).toBe('Links take {{value}} of x');
    expect(t("The body's template <b> {message}", { message: 'is {wrong}' })).toBe("The body's template <b> is {wrong}");
  });
});

test.each([
  ['de', undefined, 'de'],
  ['xx', 'de-AT,de;q=0.9,en;q=0.8', 'de'],
  [undefined, 'fr-FR, fr;q=0.9, en;q=0.5, de;q=0.3', 'en'],
  [undefined, 'fr', 'en'],
  [undefined, undefined, 'en'],
  ['en', 'de', 'en'],
] as const)('chosen %s, accepted %s: %s', (chosen, accepted, wanted) => {
  expect(chooseLanguage(chosen, accepted)).toBe(wanted);
});
