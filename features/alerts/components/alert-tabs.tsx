'use client';

import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TabsHead } from '@/components/ui/tabs-head';
import { msg, t } from '@/lib/i18n/t';

const places = [
  { href: '/alerts', name: msg('Alerts') },
  { href: '/alerts/rules', name: msg('Rules') },
  { href: '/alerts/connectors', name: msg('Connectors') },
  { href: '/alerts/jobs', name: msg('Runs and messages') },
];

/** The head that the pages around alerts share; `actions` stand at its right. */
export const AlertHead = ({ actions }: { actions?: ReactNode }) => <TabsHead title={t('Alerts')} places={places} actions={actions} />;

/** The way to a new rule, in the head. */
export function NewRule() {
  return (
    <Link href="/alerts/rules/new" className="btn solid">
      <IconPlus size={16} /> {t('New rule')}
    </Link>
  );
}
