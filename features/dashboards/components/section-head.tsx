'use client';

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { t } from '../../../lib/i18n/t';
import type { Section } from '../document/schema';

/** A section's title, which folds it away. */
export function SectionHead({
  section,
  open,
  panels,
  onToggle,
}: {
  section: Section;
  open: boolean;
  panels: number;
  onToggle: () => void;
}) {
  return (
    <h2 className="section-head">
      <button type="button" aria-expanded={open} onClick={onToggle}>
        {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />} {section.title}
        {!open && (
          <span className="t3">
            {panels} {panels === 1 ? t('panel') : t('panels')}
          </span>
        )}
      </button>
    </h2>
  );
}

/** One tab a section; arrow keys move between them. */
export function SectionTabs({
  sections,
  chosen,
  onChoose,
}: {
  sections: Section[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  const step = (event: React.KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    const at = sections.findIndex(({ id }) => id === chosen);
    const next = sections[(at + by + sections.length) % sections.length];
    if (next) onChoose(next.id);
    const tabs = event.currentTarget.querySelectorAll('button');
    tabs[(at + by + sections.length) % sections.length]?.focus();
  };
  return (
    <div className="tabs section-tabs" role="tablist" aria-label={t('Sections')} onKeyDown={step}>
      {sections.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
