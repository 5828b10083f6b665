'use client';

import { Modal } from '@mantine/core';
import type { RequestError } from '@/lib/http/fetch-json';

/** Saving did not work: somebody was faster, or the server refused. Nothing is lost either way. */
export function ConflictDialog({ error, onClose, onCopy }: { error: RequestError; onClose: () => void; onCopy: () => void }) {
  const conflict = error.problem.code === 'conflict';
  return (
    <Modal
      opened
      onClose={onClose}
      title={conflict ? 'Somebody saved before you' : 'Not saved'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p>{error.message}</p>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {conflict && (
          <button type="button" className="btn" onClick={() => window.location.reload()}>
            Load their version
          </button>
        )}
        <button type="button" className="btn line" onClick={onClose}>
          Keep editing
        </button>
        <button type="button" className="btn solid" onClick={onCopy}>
          Save as a copy
        </button>
      </div>
    </Modal>
  );
}
