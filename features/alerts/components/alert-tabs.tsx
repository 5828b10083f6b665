'use client';

import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TabsHead } from '@/components/ui/tabs-head';

const places = [
  { href: '/alerts', name: 'Alerts' },
  { href: '/alerts/rules', name: 'Rules' },
  { href: '/alerts/connectors', name: 'Connectors' },
  { href: '/alerts/jobs', name: 'Runs and messages' },
];

/** The head that the pages around alerts share; `actions` stand at its right. */
export const AlertHead = ({ actions }: { actions?: ReactNode }) => <TabsHead title="Alerts" places={places} actions={actions} />;

/** The way to a new rule, in the head. */
export function NewRule() {
  return (
    <Link href="/alerts/rules/new" className="btn solid">
      <IconPlus size={16} /> New rule
    </Link>
  );
}
