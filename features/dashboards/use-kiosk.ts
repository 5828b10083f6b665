'use client';

import { useRouter } from 'next/navigation';
import { parseAsArrayOf, parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useEffect } from 'react';

const kioskState = { kiosk: parseAsInteger, next: parseAsArrayOf(parseAsString) };
const leastSeconds = 5;

/** The address of a wall: a dashboard without its frame, which gives way to the next one after some seconds. */
export function kioskHref(ids: string[], seconds: number): string {
  const [first, ...rest] = ids;
  const query = new URLSearchParams({ kiosk: String(seconds) });
  if (rest.length > 0) query.set('next', rest.join(','));
  return `/dashboards/${encodeURIComponent(first ?? '')}?${query.toString()}`;
}

/** True where the page is a wall. It leaves its frame away, turns to the next dashboard in time, and Escape ends it. */
export function useKiosk(dashboardId: string): boolean {
  const router = useRouter();
  const [{ kiosk, next }, setState] = useQueryStates(kioskState);
  const on = kiosk !== null;
  useEffect(() => {
    if (!on) return;
    document.documentElement.classList.add('kiosk');
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (document.fullscreenElement) void document.exitFullscreen();
      void setState({ kiosk: null, next: null });
    };
    window.addEventListener('keydown', leave);
    return () => {
      document.documentElement.classList.remove('kiosk');
      window.removeEventListener('keydown', leave);
    };
  }, [on, setState]);
  useEffect(() => {
    if (!kiosk || !next || next.length === 0) return;
    const timer = setTimeout(() => router.push(kioskHref([...next, dashboardId], kiosk)), Math.max(leastSeconds, kiosk) * 1_000);
    return () => clearTimeout(timer);
  }, [kiosk, next, dashboardId, router]);
  return on;
}

/** Fills the screen and leaves the frame away. */
export function enterKiosk(): void {
  void document.documentElement.requestFullscreen?.().catch(() => undefined);
}
