'use client';

import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import type { Reader } from '../../lib/http/reader';
import { mantineTheme } from '../theme/mantine-theme';
import { Awake } from './awake';
import { ReaderProvider } from './reader-context';
import { ToastProvider } from './toast';

/** What every page stands in: theme, the reader's screen, request cache, URL state, messages. */
export function Providers({ reader, children }: { reader: Reader | undefined; children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000 } } }),
  );
  return (
    <MantineProvider theme={mantineTheme}>
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <ToastProvider>
            <ReaderProvider reader={reader}>
              <Awake>{children}</Awake>
            </ReaderProvider>
          </ToastProvider>
        </NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
