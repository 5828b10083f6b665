'use client';

import { useSyncExternalStore } from 'react';
import { useReader } from './reader-context';

export type Theme = 'light' | 'dark';

const read = (): Theme => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** The theme that is shown now. */
export function useTheme(): Theme {
  const onServer = useReader()?.theme ?? 'light';
  return useSyncExternalStore(subscribe, read, () => onServer);
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.mantineColorScheme = theme;
  localStorage.setItem('oriel-theme', theme);
  (window as { orielRememberReader?: (theme: Theme) => void }).orielRememberReader?.(theme);
}
