'use client';

import { IconPlus, IconRoute } from '@tabler/icons-react';
import Link from 'next/link';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { t } from '@/lib/i18n/t';
import type { PipelineRow } from '../schema';
import { IngestHead } from './ingest-head';

/** Every ingest pipeline of the cluster. */
export function PipelinesPage({ pipelines, mayEdit }: { pipelines: PipelineRow[]; mayEdit: boolean }) {
  const add = mayEdit && (
    <Link href="/ingest/pipelines/new" className="btn solid">
      <IconPlus size={16} /> {t('New pipeline')}
    </Link>
  );
  return (
    <>
      <IngestHead actions={pipelines.length > 0 && add} />
      <div className="page">
        {pipelines.length === 0 ? (
          <StateBlock level="h2" icon={<IconRoute size={20} />} title={t('No pipelines yet')} actions={add}>
            {t(
              'A pipeline changes documents before they are stored: it takes lines apart, reads times, looks addresses up. Every source has one; here you write one that several share.',
            )}
          </StateBlock>
        ) : (
          <PlainTable
            columns={[t('Pipeline'), t('Processors'), t('Used by')]}
            rows={pipelines.map(({ name, description, processors, source }) => ({
              key: name,
              cells: [
                <div key="name" style={{ display: 'grid', gap: 2 }}>
                  <Link
                    href={source ? `/ingest/${source}` : `/ingest/pipelines/${encodeURIComponent(name)}`}
                    className="mono"
                    style={{ fontWeight: 600 }}
                  >
                    {name}
                  </Link>
                  {description && <span className="t3">{description}</span>}
                </div>,
                <span key="processors" className="t2">
                  {processors.slice(0, 6).join(', ')}
                  {processors.length > 6 && t(' and {count} more', { count: processors.length - 6 })}
                </span>,
                source ? (
                  <Link key="source" href={`/ingest/${source}`}>
                    {source}
                  </Link>
                ) : (
                  <span key="source" className="t3">
                    –
                  </span>
                ),
              ],
              actions: null,
            }))}
          />
        )}
      </div>
    </>
  );
}
