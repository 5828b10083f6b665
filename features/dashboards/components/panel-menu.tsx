'use client';

import { Popover } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { t } from '../../../lib/i18n/t';
import type { PanelDialog } from './dialogs';
import { DrillAnchor, type DrillLink } from './drill-menu';

interface Props {
  editing: boolean;
  onEdit?: () => void;
  /** Where a rule about this panel is written; absent for panels that show no data. */
  alertHref?: string;
  /** Where its documents stand; absent for panels that show none. */
  exploreHref?: string;
  /** Where else it leads. */
  links: DrillLink[];
  /** Whether it has numbers. */
  tabular: boolean;
  onOpen: (kind: PanelDialog['kind']) => void;
  /** Puts it into the library, or takes it out. */
  inLibrary: boolean;
  onLibrary?: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

export function PanelMenu({
  editing,
  onEdit,
  alertHref,
  exploreHref,
  links,
  tabular,
  onOpen,
  inLibrary,
  onLibrary,
  onDuplicate,
  onDelete,
}: Props) {
  const [open, setOpen] = useState(false);
  const item = (label: string, run: () => void, danger = false) => (
    <button
      type="button"
      className={`item${danger ? ' danger' : ''}`}
      onClick={() => {
        setOpen(false);
        run();
      }}
    >
      {label}
    </button>
  );
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <button type="button" className="btn sm icon" aria-label={t('Panel actions')} onClick={() => setOpen(!open)}>
          <IconDots size={16} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div style={{ width: 190 }}>
          {onEdit && item(t('Edit'), onEdit)}
          {tabular && item(t('Show as table'), () => onOpen('table'))}
          {item(t('Inspect'), () => onOpen('inspect'))}
          {!editing && item(t('Comment'), () => onOpen('comment'))}
          {exploreHref && !editing && (
            <Link href={exploreHref} className="item">
              {t('Open in Discover')}
            </Link>
          )}
          {!editing && links.map((link) => <DrillAnchor key={link.label} link={link} />)}
          {alertHref && !editing && (
            <Link href={alertHref} className="item">
              {t('Alert on this')}
            </Link>
          )}
          {editing && item(t('Duplicate'), onDuplicate)}
          {onEdit && item(t('To another dashboard'), () => onOpen('copy'))}
          {editing && onLibrary && item(inLibrary ? t('Unlink from the library') : t('Put into the library'), onLibrary)}
          {editing && item(t('Delete'), onDelete, true)}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
