'use client';

import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { mantineTheme } from '../theme/mantine-theme';
import { ToastProvider } from './toast';

/** What every page stands in: theme, request cache, URL state, messages. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000 } } }),
  );
  return (
    <MantineProvider theme={mantineTheme}>
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <ToastProvider>{children}</ToastProvider>
        </NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
