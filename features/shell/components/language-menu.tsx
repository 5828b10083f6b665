'use client';

import { type Language, language, languageCookie, languages } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';

/** Everything on the page is said anew: it is loaded again. */
function choose(chosen: Language) {
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it with the next request; the Cookie Store is not everywhere
  document.cookie = `${languageCookie}=${chosen};path=/;max-age=31536000;samesite=lax`;
  location.reload();
}

/** The languages by their own names; the browser's own counts until one is chosen. */
export function LanguageMenu() {
  return (
    <label className="item">
      <span className="grow">{t('Language')}</span>
      <select
        className="inp soft sm"
        aria-label={t('Language')}
        value={language()}
        onChange={(event) => choose(event.target.value as Language)}
      >
        {Object.entries(languages).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
