'use client';

import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { Switch } from '@/components/ui/switch';
import { t } from '@/lib/i18n/t';
import type { Section } from '../document/schema';
import { addSection, changeSection, moveSection, removeSection } from '../edit-panels';
import type { DashboardEditor } from '../use-dashboard-editor';

/** A section's head while the dashboard is edited: its title, its place, whether it starts folded. */
export function SectionTools({ section, editor }: { section: Section; editor: DashboardEditor }) {
  const { sections, arrangement } = editor.document;
  const at = sections.findIndex(({ id }) => id === section.id);
  return (
    <div className="section-head row">
      <input
        className="inp soft"
        style={{ width: 260, fontWeight: 600 }}
        aria-label={t('Section title')}
        value={section.title}
        maxLength={120}
        onChange={(event) =>
          event.target.value.trim() && editor.apply((now) => changeSection(now, section.id, { title: event.target.value }))
        }
      />
      {arrangement === 'sections' && (
        <Switch checked={section.collapsed} onChange={(collapsed) => editor.apply((now) => changeSection(now, section.id, { collapsed }))}>
          {t('Starts folded')}
        </Switch>
      )}
      <span className="grow" />
      <button
        type="button"
        className="btn sm icon"
        aria-label={t('Section up')}
        disabled={at === 0}
        onClick={() => editor.apply((now) => moveSection(now, section.id, -1))}
      >
        <IconArrowUp size={14} />
      </button>
      <button
        type="button"
        className="btn sm icon"
        aria-label={t('Section down')}
        disabled={at === sections.length - 1}
        onClick={() => editor.apply((now) => moveSection(now, section.id, 1))}
      >
        <IconArrowDown size={14} />
      </button>
      <button
        type="button"
        className="btn sm icon"
        aria-label={t('Remove the section and keep its panels')}
        onClick={() => editor.apply((now) => removeSection(now, section.id))}
      >
        <IconTrash size={14} />
      </button>
    </div>
  );
}

/** Under the grid: one more section, and how sections stand. */
export function SectionsBar({ editor, onAdded }: { editor: DashboardEditor; onAdded: (id: string) => void }) {
  const { sections, arrangement } = editor.document;
  return (
    <div className="row" style={{ marginTop: 16, gap: 12 }}>
      <button
        type="button"
        className="btn line"
        onClick={() => {
          const next = addSection(editor.document);
          editor.apply(next);
          const added = next.sections.at(-1);
          if (added && arrangement === 'tabs') onAdded(added.id);
        }}
      >
        <IconPlus size={16} /> {t('Section')}
      </button>
      {sections.length > 0 && (
        <div className="seg" role="radiogroup" aria-label={t('Sections stand')}>
          {(['sections', 'tabs'] as const).map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={one === arrangement}
              onClick={() => editor.apply((now) => ({ ...now, arrangement: one }))}
            >
              {one === 'sections' ? t('Below each other') : t('As tabs')}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
