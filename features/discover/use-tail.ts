'use client';

import { useEffect, useRef, useState } from 'react';
import { readInstant } from '../../lib/elastic/date-math';
import { fetchJson } from '../../lib/http/fetch-json';
import { valueAt } from './flatten';
import type { DiscoverHit, Tail } from './schema';
import type { DiscoverState } from './use-discover';

const pollMs = 2_000;
/** Milliseconds that a document may come late and still be seen. */
const lateMs = 15_000;
const mostLines = 2_000;
const firstMs = 5 * 60_000;

export const keyOf = ({ index, id }: DiscoverHit) => `${index}/${id}`;

/** Documents as they come, the newest last; paused, nothing is asked. */
export function useTail(state: DiscoverState, paused: boolean) {
  const [lines, setLines] = useState<DiscoverHit[]>([]);
  const [problem, setProblem] = useState<string>();
  const [skipped, setSkipped] = useState(false);
  const { dataView, timeZone, asked } = state;
  const { kql, filters } = asked;
  const timeField = dataView?.timeField ?? '';
  const seen = useRef(new Set<string>());
  const newest = useRef(0);
  useEffect(() => {
    seen.current = new Set();
    newest.current = 0;
    setLines([]);
    setSkipped(false);
  }, [dataView?.id, kql, filters]);
  useEffect(() => {
    if (paused || !dataView) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const take = ({ hits, skipped: more }: Tail) => {
      const fresh = hits.filter((hit) => !seen.current.has(keyOf(hit)));
      for (const hit of fresh) {
        seen.current.add(keyOf(hit));
        newest.current = Math.max(newest.current, readInstant(valueAt(hit.source, timeField)) ?? 0);
      }
      if (more && fresh.length === hits.length) setSkipped(true);
      if (fresh.length > 0) setLines((now) => [...now, ...fresh].slice(-mostLines));
    };
    const poll = async () => {
      const sinceMs = newest.current > 0 ? newest.current - lateMs : Date.now() - firstMs;
      try {
        const body = { dataView: dataView.id, kql, filters, timeZone, sinceMs };
        take(await fetchJson<Tail>('/api/discover/tail', { body, signal: controller.signal }));
        setProblem(undefined);
      } catch (error) {
        if (controller.signal.aborted) return;
        setProblem((error as Error).message);
      }
      if (!controller.signal.aborted) timer = setTimeout(() => void poll(), pollMs);
    };
    void poll();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [paused, dataView, kql, filters, timeZone, timeField]);
  return { lines, problem, skipped, clear: () => setLines([]) };
}
