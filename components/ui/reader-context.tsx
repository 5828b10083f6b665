'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Reader } from '../../lib/http/reader';

const ReaderContext = createContext<Reader | undefined>(undefined);

/** Hands what the server knows of the reader's screen to everything that it paints. */
export function ReaderProvider({ reader, children }: { reader: Reader | undefined; children: ReactNode }) {
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

/** The reader as the server knew it when it made the page; undefined on a first visit. */
export const useReader = () => useContext(ReaderContext);
