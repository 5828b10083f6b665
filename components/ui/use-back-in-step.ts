'use client';

import { createLoader, type inferParserType, type ParserMap } from 'nuqs/server';
import { useEffect, useRef } from 'react';

const settleMs = 400;

/**
 * Keeps state in step with the address after Back. Pressed while the page still paints what a click changed, Back can undo the address before
 * the state has heard of it, and the state would stay: here it is read from the address once more. Whatever is pressed meanwhile counts: it is
 * newer than both.
 */
export function useBackInStep<Parsers extends ParserMap>(
  parsers: Parsers,
  state: inferParserType<Parsers>,
  setState: (state: inferParserType<Parsers>, options: { history: 'replace' }) => unknown,
): void {
  const now = useRef({ state, setState });
  now.current = { state, setState };
  useEffect(() => {
    const load = createLoader(parsers);
    let timer: ReturnType<typeof setTimeout>;
    const check = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const said = load(window.location.search) as inferParserType<Parsers>;
        if (JSON.stringify(said) !== JSON.stringify(now.current.state)) void now.current.setState(said, { history: 'replace' });
      }, settleMs);
    };
    const leave = () => clearTimeout(timer);
    window.addEventListener('popstate', check);
    for (const press of ['pointerdown', 'keydown']) window.addEventListener(press, leave, { capture: true });
    return () => {
      leave();
      window.removeEventListener('popstate', check);
      for (const press of ['pointerdown', 'keydown']) window.removeEventListener(press, leave, { capture: true });
    };
  }, [parsers]);
}
