'use client';

import { type ReactNode, useEffect, useRef } from 'react';

declare global {
  interface Window {
    orielPressed?: HTMLElement[];
  }
}

const regionOf = (element: HTMLElement) => element.closest<HTMLElement>('[data-awake]');

/** A region that the server may have painted long before its code runs. Once it runs, it does what was pressed meanwhile. */
export function Awake({ children }: { children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    element.dataset.awake = 'true';
    const mine = window.orielPressed?.filter((pressed) => regionOf(pressed) === element) ?? [];
    window.orielPressed = window.orielPressed?.filter((pressed) => pressed.isConnected && !mine.includes(pressed));
    for (const pressed of new Set(mine)) pressed.click();
  }, []);
  return (
    <div ref={region} data-awake="false" className="awake" suppressHydrationWarning>
      {children}
    </div>
  );
}
