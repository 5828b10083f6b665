'use client';

import { Popover } from '@mantine/core';
import {
  IconBell,
  IconDatabase,
  IconKey,
  IconLayoutDashboard,
  IconMoon,
  IconPlugConnected,
  IconSun,
  IconTelescope,
  IconTerminal2,
  IconUsers,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { Logo } from '@/components/ui/logo';
import { setTheme, useTheme } from '@/components/ui/use-theme';
import { roleNames } from '@/features/access/role-names';
import { msg, t } from '@/lib/i18n/t';
import { LanguageMenu } from './language-menu';

const places = [
  { href: '/dashboards', name: msg('Dashboards'), icon: IconLayoutDashboard, also: '/library-panels' },
  { href: '/discover', name: msg('Discover'), icon: IconTelescope },
  { href: '/console', name: msg('Console'), icon: IconTerminal2, editors: true },
  { href: '/alerts', name: msg('Alerts'), icon: IconBell },
  { href: '/data-views', name: msg('Data'), icon: IconDatabase, also: '/ingest' },
];

export interface RailUser {
  name: string;
  email: string;
  role: string;
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((part) => part[0])
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** The places of the product, always in the same spot; a bar at the bottom of a phone. */
export function Rail({ user }: { user: RailUser }) {
  const pathname = usePathname();
  const theme = useTheme();
  const [open, setOpen] = useState(false);
  return (
    <nav className="rail" aria-label={t('Main')}>
      <Link href="/dashboards" className="logo" aria-label={t('Oriel, dashboards')}>
        <Logo />
      </Link>
      {places
        .filter((place) => !place.editors || user.role !== 'viewer')
        .map(({ href, name, icon: Icon, also }) => (
          <Link
            key={href}
            href={href}
            className="place"
            aria-current={pathname.startsWith(href) || (also && pathname.startsWith(also)) ? 'page' : undefined}
          >
            <Icon size={20} stroke={1.5} />
            {t(name)}
          </Link>
        ))}
      <span className="space" />
      <button type="button" className="place" onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
        {theme === 'dark' ? <IconSun size={20} stroke={1.5} /> : <IconMoon size={20} stroke={1.5} />}
        {theme === 'dark' ? t('Light') : t('Dark')}
      </button>
      <Popover opened={open} onChange={setOpen} position="right-end">
        <Popover.Target>
          <button type="button" className="avatar" aria-label={t('Account of {name}', { name: user.name })} onClick={() => setOpen(!open)}>
            {initials(user.name)}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <div style={{ padding: '6px 10px' }}>
            <b style={{ fontWeight: 600 }}>{user.name}</b>
            <div className="t3">{user.email}</div>
            <div className="t3">{t(roleNames[user.role] ?? user.role)}</div>
          </div>
          <hr />
          {user.role === 'administrator' && (
            <Link href="/people" className="item" onClick={() => setOpen(false)}>
              <IconUsers size={16} /> {t('People')}
            </Link>
          )}
          {user.role === 'administrator' && (
            <Link href="/api-keys" className="item" onClick={() => setOpen(false)}>
              <IconPlugConnected size={16} /> {t('API keys')}
            </Link>
          )}
          <Link href="/account" className="item" onClick={() => setOpen(false)}>
            <IconKey size={16} /> {t('Password')}
          </Link>
          <LanguageMenu />
          <button type="button" className="item" onClick={() => void signOut({ callbackUrl: '/login' })}>
            {t('Sign out')}
          </button>
        </Popover.Dropdown>
      </Popover>
    </nav>
  );
}
