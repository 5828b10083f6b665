'use client';

import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

const places = [
  { href: '/alerts', name: 'Alerts' },
  { href: '/alerts/rules', name: 'Rules' },
  { href: '/alerts/connectors', name: 'Connectors' },
  { href: '/alerts/jobs', name: 'Runs and messages' },
];

/** The head that the pages around alerts share; `actions` stand at its right. */
export function AlertHead({ actions }: { actions?: ReactNode }) {
  const pathname = usePathname();
  // the longest that fits: one alert is a part of Alerts, one rule of Rules
  const _current = places.findLast(({ href }) => pathname.startsWith(href))?.href;
  return (
    <header className="head">
      <div className="bar">
        <h1 className="grow">Alerts</h1>
        {actions}
      </div>
      <nav className="tabs link-tabs" aria-label="Alerts">
        {places.map(({ href, name }) => (
          <Link
            key={href}
            href={href}
            aria-current={(href === '/alerts' ? pathname === href : pathname.startsWith(href)) ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
    </header>
  );
}

/** The way to a new rule, in the head. */
export function NewRule() {
  return (
    <Link href="/alerts/rules/new" className="btn solid">
      <IconPlus size={16} /> New rule
    </Link>
  );
}
