'use client';

import { type RefObject, startTransition, useEffect, useRef, useState } from 'react';

/** An element's inner size in pixels, followed. Until it is measured: what was `expected`, or zero. */
export function useSize<T extends HTMLElement>(
  expected = { width: 0, height: 0 },
): [RefObject<T | null>, { width: number; height: number }] {
  const ref = useRef<T>(null);
  const [size, setSize] = useState(expected);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      // as a transition: what the server painted stays until its code has come
      if (entry) startTransition(() => setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
