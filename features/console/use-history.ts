'use client';

import { useCallback, useEffect, useState } from 'react';

const most = 50;

/** What was run here before, newest first, on this browser. */
export function useHistory(key: string): [string[], (entry: string) => void] {
  const [entries, setEntries] = useState<string[]>([]);
  useEffect(() => {
    try {
      setEntries(JSON.parse(localStorage.getItem(key) ?? '[]') as string[]);
    } catch {
      setEntries([]);
    }
  }, [key]);
  const add = useCallback(
    (entry: string) =>
      setEntries((now) => {
        const next = [entry, ...now.filter((other) => other !== entry)].slice(0, most);
        localStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  return [entries, add];
}
