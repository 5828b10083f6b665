'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { TabsHead } from '@/components/ui/tabs-head';
import { dataPlaces } from '@/features/data-views/places';
import { t } from '@/lib/i18n/t';

/** The head of the lists. */
export const IngestHead = ({ actions }: { actions?: ReactNode }) => <TabsHead title={t('Data')} places={dataPlaces} actions={actions} />;

interface ItemHead {
  list: { href: string; name: string };
  title: string;
  actions?: ReactNode;
}

/** The head of one thing, with the way back to its list. */
export function IngestItemHead({ list, title, actions }: ItemHead) {
  return (
    <header className="head">
      <div className="bar">
        <span className="crumb">
          <Link href={list.href} style={{ color: 'inherit' }}>
            {list.name}
          </Link>
        </span>
        <h1 className="grow">{title}</h1>
        {actions}
      </div>
    </header>
  );
}
