'use client';

import { useCallback, useRef } from 'react';

/** Colours keyed by value and remembered while the dashboard is open: a value keeps its colour in every panel. Places 1 to 9. */
export function useSplitColors(): (value: string) => number {
  const places = useRef(new Map<string, number>());
  return useCallback((value: string) => {
    const known = places.current.get(value);
    if (known) return known;
    const next = (places.current.size % 9) + 1;
    places.current.set(value, next);
    return next;
  }, []);
}
