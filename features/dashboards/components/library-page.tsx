'use client';

import { Modal } from '@mantine/core';
import { IconBooks, IconTrash } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Fragment, useState } from 'react';
import { Moment } from '@/components/ui/moment';
import { PlainTable } from '@/components/ui/plain-table';
import { StateBlock } from '@/components/ui/state-block';
import { t } from '@/lib/i18n/t';
import { findPanelType } from '@/panels/registry';
import type { LibraryPanelRow } from '../library/schema';
import { useLibrary } from '../use-library';

type Places = { id: string; title: string }[];

const kindTitle = (kind: string) => {
  const found = findPanelType(kind);
  return found ? t(found.title) : kind;
};

function Standing({ places }: { places: Places }) {
  if (places.length === 0) return <span className="t3">{t('nowhere')}</span>;
  return (
    <span>
      {places.map(({ id, title }, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <Link href={`/dashboards/${id}`} className="link">
            {title}
          </Link>
        </Fragment>
      ))}
    </span>
  );
}

/** Asks before a panel leaves the library: what stands on dashboards stays, but no longer changes together. */
function RemoveDialog({ panel, places, onClose }: { panel: LibraryPanelRow; places: Places; onClose: () => void }) {
  const router = useRouter();
  const { remove } = useLibrary(false);
  const confirm = async () => {
    await remove.mutateAsync(panel.id);
    router.refresh();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('Remove “{title}” from the library', { title: panel.title })}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div style={{ display: 'grid', gap: 14 }}>
        <p>
          {places.length === 0
            ? t('It stands on no dashboard.')
            : t(
                '{count, plural, one {It stays on the dashboard that has it, as it is now.} other {It stays on the # dashboards that have it, as it is now, and each can be changed by itself.}}',
                { count: places.length },
              )}
        </p>
        {remove.error && (
          <p className="form-error" role="alert">
            {remove.error.message}
          </p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <button type="button" className="btn line" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button type="button" className="btn solid" disabled={remove.isPending} onClick={() => void confirm()}>
            {t('Remove')}
          </button>
        </div>
      </div>
    </Modal>
  );
}

/** Panels that stand on many dashboards: where, since when, and the way out of the library. */
export function LibraryPage({ panels, places, mayEdit }: { panels: LibraryPanelRow[]; places: Record<string, Places>; mayEdit: boolean }) {
  const [removing, setRemoving] = useState<LibraryPanelRow>();
  return (
    <>
      <header className="head">
        <div className="bar">
          <h1 className="grow">{t('Library')}</h1>
          <Link href="/dashboards" className="btn line">
            {t('Dashboards')}
          </Link>
        </div>
      </header>
      <div className="page">
        {panels.length === 0 ? (
          <StateBlock level="h2" icon={<IconBooks size={20} />} title={t('No panels in the library yet')}>
            {t(
              'Edit a dashboard and choose “Put into the library” in a panel’s menu: it can then stand on many dashboards and change everywhere at once.',
            )}
          </StateBlock>
        ) : (
          <PlainTable
            columns={[t('Panel'), t('Kind'), t('Stands on'), t('Changed')]}
            rows={panels.map((panel) => ({
              key: panel.id,
              cells: [
                <b key="title">{panel.title}</b>,
                <span key="kind" className="chip">
                  {kindTitle(panel.kind)}
                </span>,
                <Standing key="places" places={places[panel.id] ?? []} />,
                <span key="changed" suppressHydrationWarning>
                  <Moment at={panel.updatedAt} />, {panel.changedByName}
                </span>,
              ],
              actions: mayEdit && (
                <button
                  type="button"
                  className="btn sm icon"
                  aria-label={t('Remove {title} from the library', { title: panel.title })}
                  onClick={() => setRemoving(panel)}
                >
                  <IconTrash size={16} />
                </button>
              ),
            }))}
          />
        )}
      </div>
      {removing && <RemoveDialog panel={removing} places={places[removing.id] ?? []} onClose={() => setRemoving(undefined)} />}
    </>
  );
}
