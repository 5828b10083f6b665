'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useToast } from '@/components/ui/toast';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';

/** Sends a source's dead letters again and says what came of it. */
export function useReplay() {
  const router = useRouter();
  const toast = useToast();
  return useMutation({
    mutationFn: (name: string) => fetchJson<{ sent: number; failed: number }>(`/api/ingest/sources/${name}/replay`, { method: 'POST' }),
    onSuccess: ({ sent, failed }) => {
      toast(
        failed === 0
          ? t('{sent} lines were read this time.', { sent })
          : t('{sent} lines were read, {failed} failed again.', { sent, failed }),
      );
      router.refresh();
    },
    onError: (error: Error) => toast(error.message),
  });
}
