'use client';

import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useState } from 'react';
import { isTyping } from '@/components/ui/is-typing';
import type { RailUser } from './rail';

const Palette = lazy(() => import('./palette').then((module) => ({ default: module.Palette })));
const ShortcutHelp = lazy(() => import('./shortcut-help').then((module) => ({ default: module.ShortcutHelp })));

/** After `g`. */
const places: Record<string, string> = { d: '/dashboards', s: '/discover', c: '/console', a: '/alerts', i: '/ingest' };

/** Presses what a page has marked with `data-shortcut`: a search box gets the focus, a button is clicked. */
function trigger(shortcut: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-shortcut="${shortcut}"]`);
  if (!element) return false;
  if (element instanceof HTMLInputElement) element.focus();
  else element.click();
  return true;
}

const opens = (event: KeyboardEvent) => (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k';
const isOurs = (event: KeyboardEvent) => !event.metaKey && !event.ctrlKey && !event.altKey && !isTyping(event.target);
const triggers: Record<string, string> = { '/': 'search', t: 'time' };
const chordMs = 1_200;

/** The keys that count on every page. Keys of one page are the page's own. */
export function Shortcuts({ user }: { user: RailUser }) {
  const router = useRouter();
  const [open, setOpen] = useState<'palette' | 'help'>();
  useEffect(() => {
    let afterG = Number.NEGATIVE_INFINITY;
    const single = (event: KeyboardEvent) => {
      const shortcut = triggers[event.key];
      if (event.key === '?') setOpen('help');
      else if (shortcut && trigger(shortcut)) event.preventDefault();
    };
    const press = (event: KeyboardEvent) => {
      if (opens(event)) {
        event.preventDefault();
        setOpen('palette');
      } else if (isOurs(event)) {
        const place = event.timeStamp - afterG < chordMs ? places[event.key] : undefined;
        afterG = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
        if (place) router.push(place);
        else single(event);
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [router]);
  const close = () => setOpen(undefined);
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette role={user.role} onClose={close} onHelp={() => setOpen('help')} />}
      {open === 'help' && <ShortcutHelp onClose={close} />}
    </Suspense>
  );
}
