/**
 * What the server has to know of a reader's screen to paint the first screen itself: the time zone decides where days begin,
 * the size how many points a chart gets, the theme its colours. The browser says it in a cookie; nobody is identified by it.
 */
export interface Reader {
  /** IANA name. */
  timeZone: string;
  /** CSS pixels of the window. */
  width: number;
  height: number;
  theme: 'light' | 'dark';
}

export const readerCookie = 'oriel-reader';

const zoneExists = (timeZone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
};

/** `zone|width|height|theme`; undefined where the cookie is absent or says nothing sensible. */
export function parseReader(cookie: string | undefined): Reader | undefined {
  const [timeZone = '', width, height, theme] = (cookie ?? '').split('|');
  const reader = {
    timeZone,
    width: Number(width),
    height: Number(height),
    theme: theme === 'dark' ? ('dark' as const) : ('light' as const),
  };
  const sensible = [reader.width, reader.height].every((pixels) => pixels >= 200 && pixels <= 10_000);
  return sensible && timeZone.length <= 64 && zoneExists(timeZone) ? reader : undefined;
}

/** JavaScript of `(theme) => void` for the page's head: writes the cookie that parseReader reads. */
export const rememberReader = `function(theme){document.cookie='${readerCookie}='+[Intl.DateTimeFormat().resolvedOptions().timeZone||'UTC',innerWidth,innerHeight,theme].join('|')+';path=/;max-age=31536000;samesite=lax'}`;
