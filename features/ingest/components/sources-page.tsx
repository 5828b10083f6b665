'use client';

import { IconFileImport, IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { Moment } from '@/components/ui/moment';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import type { SourceRow } from '../schema';
import { IngestHead } from './ingest-head';
import { useReplay } from './use-replay';

/** Where raw lines come in, and what failed there. */
export function SourcesPage({ sources }: { sources: SourceRow[] }) {
  const replay = useReplay();
  const add = (
    <Link href="/ingest/new" className="btn solid">
      <IconPlus size={16} /> {t('Add data')}
    </Link>
  );
  return (
    <>
      <IngestHead actions={sources.length > 0 && add} />
      <div className="page">
        {sources.length === 0 ? (
          <StateBlock level="h2" icon={<IconFileImport size={20} />} title={t('No sources yet')} actions={add}>
            {t(
              'A source takes raw lines, reads them with a pipeline and stores them as documents. Drop a file, or send lines to its address.',
            )}
          </StateBlock>
        ) : (
          <PlainTable
            columns={[t('Source'), t('Send lines to'), t('Made'), t('Failed')]}
            rows={sources.map((source) => ({
              key: source.name,
              cells: [
                <Link key="title" href={`/ingest/${source.name}`} style={{ fontWeight: 600 }}>
                  {source.title}
                </Link>,
                <code key="address" className="mono">
                  {t('POST /api/ingest/{name}', { name: source.name })}
                </code>,
                <span key="made">
                  <Moment at={source.createdAt} /> · {source.createdByName}
                </span>,
                source.dead > 0 ? (
                  <span key="dead" className="chip warning">
                    {source.dead.toLocaleString(locale())}
                  </span>
                ) : (
                  <span key="dead" className="t3 num">
                    0
                  </span>
                ),
              ],
              actions: (
                <>
                  {source.dead > 0 && (
                    <button type="button" className="btn sm line" onClick={() => replay.mutate(source.name)} disabled={replay.isPending}>
                      {t('Send again')}
                    </button>
                  )}
                  <Link className="btn sm line" href={`/discover?view=${encodeURIComponent(source.dataViewId)}`}>
                    {t('Discover')}
                  </Link>
                </>
              ),
            }))}
          />
        )}
      </div>
    </>
  );
}
