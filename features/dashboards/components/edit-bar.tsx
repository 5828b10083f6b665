'use client';

import { IconArrowBackUp, IconArrowForwardUp, IconPlus } from '@tabler/icons-react';
import { t } from '../../../lib/i18n/t';
import type { DashboardDocument } from '../document/schema';
import type { DashboardEditor } from '../use-dashboard-editor';
import { ConflictDialog } from './conflict-dialog';

/** What one can do while editing. Saving keeps the time, filters and query that are set now. */
export function EditBar({
  editor,
  onNewPanel,
  currentView,
}: {
  editor: DashboardEditor;
  onNewPanel: () => void;
  currentView: Pick<DashboardDocument, 'timeRange' | 'filters' | 'kql' | 'refreshMs' | 'compare' | 'controlValues'>;
}) {
  const { save } = editor;
  const keepView = () => editor.apply((now) => ({ ...now, ...currentView }));
  return (
    <>
      <button type="button" className="btn icon" aria-label={t('Undo')} disabled={!editor.canUndo} onClick={editor.goBack}>
        <IconArrowBackUp size={16} />
      </button>
      <button type="button" className="btn icon" aria-label={t('Redo')} disabled={!editor.canRedo} onClick={editor.goForward}>
        <IconArrowForwardUp size={16} />
      </button>
      <button type="button" className="btn line" onClick={onNewPanel}>
        <IconPlus size={16} /> {t('Panel')}
      </button>
      <button
        type="button"
        className="btn wide-only"
        title={t('Save with the time, filters, controls and query that are set now')}
        onClick={keepView}
      >
        {t('Keep view')}
      </button>
      <button type="button" className="btn" onClick={editor.discard}>
        {editor.dirty ? t('Discard') : t('Done')}
      </button>
      <button type="button" className="btn solid" disabled={!editor.dirty || save.isPending} onClick={() => save.mutate(undefined)}>
        {t('Save')}
      </button>
      {save.error && <ConflictDialog error={save.error} onClose={() => save.reset()} onCopy={() => editor.saveCopy.mutate()} />}
    </>
  );
}
