'use client';

import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { useToast } from '@/components/ui/toast';
import { formatAgo } from '@/lib/format/time';
import { fetchJson } from '@/lib/http/fetch-json';
import type { SourceRow } from '../schema';

/** Where raw lines come in, and what failed there. */
export function SourcesPage({ sources }: { sources: SourceRow[] }) {
  const router = useRouter();
  const toast = useToast();
  const replay = useMutation({
    mutationFn: (name: string) => fetchJson<{ sent: number; failed: number }>(`/api/ingest/sources/${name}/replay`, { method: 'POST' }),
    onSuccess: ({ sent, failed }) => {
      toast(failed === 0 ? `${sent} lines were read this time.` : `${sent} lines were read, ${failed} failed again.`);
      router.refresh();
    },
    onError: (error: Error) => toast(error.message),
  });
  const add = (
    <Link href="/ingest/new" className="btn solid">
      <IconPlus size={16} /> Add data
    </Link>
  );
  return (
    <>
      <header className="head">
        <div className="bar">
          <span className="crumb">
            <Link href="/data-views" style={{ color: 'inherit' }}>
              Data
            </Link>
          </span>
          <h1 className="grow">Sources</h1>
          {sources.length > 0 && add}
        </div>
      </header>
      <div className="page">
        {sources.length === 0 ? (
          <StateBlock level="h2" icon={<IconFileImport size={20} />} title="No sources yet" actions={add}>
            A source takes raw lines, reads them with a pipeline and stores them as documents. Drop a file, or send lines to its address.
          </StateBlock>
        ) : (
          <PlainTable
            columns={['Source', 'Send lines to', 'Made', 'Failed']}
            rows={sources.map((source) => ({
              key: source.name,
              cells: [
                <Link key="title" href={`/discover?view=${encodeURIComponent(source.dataViewId)}`} style={{ fontWeight: 600 }}>
                  {source.title}
                </Link>,
                <code key="address" className="mono">
                  POST /api/ingest/{source.name}
                </code>,
                <span key="made" suppressHydrationWarning>
                  {formatAgo(Date.parse(source.createdAt), 'UTC')} · {source.createdByName}
                </span>,
                source.dead > 0 ? (
                  <span key="dead" className="chip warning">
                    {source.dead.toLocaleString('en')}
                  </span>
                ) : (
                  <span key="dead" className="t3 num">
                    0
                  </span>
                ),
              ],
              actions: source.dead > 0 && (
                <button type="button" className="btn sm line" onClick={() => replay.mutate(source.name)} disabled={replay.isPending}>
                  Send again
                </button>
              ),
            }))}
          />
        )}
      </div>
    </>
  );
}
