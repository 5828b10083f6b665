'use client';

import { useCallback, useRef } from 'react';

/** Colours keyed by field and value, remembered while the dashboard is open: a value keeps its colour in every panel. Places 1 to 9. */
export function useSplitColors(): (field: string, value: string) => number {
  const fields = useRef(new Map<string, Map<string, number>>());
  return useCallback((field: string, value: string) => {
    const places = fields.current.get(field) ?? new Map<string, number>();
    fields.current.set(field, places);
    const place = places.get(value) ?? (places.size % 9) + 1;
    places.set(value, place);
    return place;
  }, []);
}
