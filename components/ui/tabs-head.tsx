'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { type Message, t } from '../../lib/i18n/t';

export interface Place {
  href: string;
  name: Message;
}

/** The head that pages of one subject share: its name, what can be done, and the way to the others. A place that others stand under counts only where one is exactly there. */
export function TabsHead({ title, places, actions }: { title: string; places: Place[]; actions?: ReactNode }) {
  const pathname = usePathname();
  const isCurrent = (href: string) =>
    pathname === href || (pathname.startsWith(`${href}/`) && !places.some((place) => place.href !== href && place.href.startsWith(href)));
  return (
    <header className="head">
      <div className="bar">
        <h1 className="grow">{title}</h1>
        {actions}
      </div>
      <nav className="tabs link-tabs" aria-label={title}>
        {places.map(({ href, name }) => (
          <Link key={href} href={href} aria-current={isCurrent(href) ? 'page' : undefined}>
            {t(name)}
          </Link>
        ))}
      </nav>
    </header>
  );
}
