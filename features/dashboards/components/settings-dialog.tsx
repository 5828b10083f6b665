'use client';

import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { DataView } from '@/features/data-views/schema';
import { isTimeZone } from '@/lib/elastic/time-zone';
import { firstIssue } from '@/lib/i18n/first-issue';
import { t } from '@/lib/i18n/t';
import { annotationSchema, dashboardShape } from '../document/schema';
import type { DashboardEditor } from '../use-dashboard-editor';
import { AnnotationSettings } from './annotation-settings';

const zones = () => Intl.supportedValuesOf('timeZone');

/** What a dashboard is called, where it is kept, and the zone that it fixes. */
export function SettingsDialog({ editor, dataViews, onClose }: { editor: DashboardEditor; dataViews: DataView[]; onClose: () => void }) {
  const { title, description, folder, tags, timeZone } = editor.document;
  const [annotations, setAnnotations] = useState(editor.document.annotations);
  const [draft, setDraft] = useState({ title, description, folder, tags: tags.join(', '), timeZone: timeZone ?? '' });
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const parsed = dashboardShape.pick({ title: true, description: true, folder: true, tags: true, timeZone: true }).safeParse({
    ...draft,
    tags: draft.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    timeZone: draft.timeZone || undefined,
  });
  const wrong = !parsed.success
    ? firstIssue(parsed.error)
    : draft.timeZone && !isTimeZone(draft.timeZone)
      ? t('There is no time zone "{timeZone}".', { timeZone: draft.timeZone })
      : annotations.some((annotation) => !annotationSchema.safeParse(annotation).success)
        ? t('A flag is not complete.')
        : undefined;
  return (
    <Modal opened onClose={onClose} size={560} title={t('Settings')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong || !parsed.success) return;
          const { timeZone: zone, ...rest } = parsed.data;
          editor.apply(({ timeZone: _, ...now }) => ({ ...now, ...rest, annotations, ...(zone ? { timeZone: zone } : {}) }));
          editor.setEditing(true);
          onClose();
        }}
      >
        <label className="field">
          <span>{t('Title')}</span>
          <input className="inp" value={draft.title} data-autofocus onChange={(event) => set({ title: event.target.value })} />
        </label>
        <label className="field">
          <span>{t('Description')}</span>
          <textarea className="inp" rows={3} value={draft.description} onChange={(event) => set({ description: event.target.value })} />
        </label>
        <label className="field">
          <span>{t('Folder')}</span>
          <input
            className="inp"
            placeholder={t('Team/Service')}
            value={draft.folder}
            onChange={(event) => set({ folder: event.target.value })}
          />
        </label>
        <label className="field">
          <span>{t('Tags, by comma')}</span>
          <input className="inp" value={draft.tags} onChange={(event) => set({ tags: event.target.value })} />
        </label>
        <label className="field">
          <span>{t('Time zone')}</span>
          <input
            className="inp"
            list="time-zones"
            placeholder={t('The reader’s')}
            value={draft.timeZone}
            onChange={(event) => set({ timeZone: event.target.value })}
          />
          <datalist id="time-zones">
            {zones().map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </label>
        <AnnotationSettings annotations={annotations} dataViews={dataViews} onChange={setAnnotations} />
        {wrong && <p className="form-error">{wrong}</p>}
        <button type="submit" className="btn solid" disabled={Boolean(wrong)}>
          {t('Apply')}
        </button>
        <p className="t3 hint">{t('Save the dashboard to keep the changes.')}</p>
      </form>
    </Modal>
  );
}
