'use client';

import { Modal } from '@mantine/core';
import type { RequestError } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';

/** Saving did not work: somebody was faster, or the server refused. Nothing is lost either way. */
export function ConflictDialog({ error, onClose, onCopy }: { error: RequestError; onClose: () => void; onCopy: () => void }) {
  const conflict = error.problem.code === 'conflict';
  return (
    <Modal
      opened
      onClose={onClose}
      title={conflict ? t('Somebody saved before you') : t('Not saved')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <p>{error.message}</p>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {conflict && (
          <button type="button" className="btn" onClick={() => window.location.reload()}>
            {t('Load their version')}
          </button>
        )}
        <button type="button" className="btn line" onClick={onClose}>
          {t('Keep editing')}
        </button>
        <button type="button" className="btn solid" onClick={onCopy}>
          {t('Save as a copy')}
        </button>
      </div>
    </Modal>
  );
}
