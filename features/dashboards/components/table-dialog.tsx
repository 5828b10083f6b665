'use client';

import { Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { formatValue } from '@/lib/format/number';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import { csvLine } from '@/lib/text/csv';
import type { PanelContext } from '@/panels/panel-type';
import type { PanelTable, TableCell } from '@/panels/shared/panel-table';
import { tabulate } from '@/panels/tables';
import { answerPanel, type PanelOrigin } from '@/panels/use-panel-data';
import type { StoredPanel } from '../document/schema';

interface Props {
  panel: StoredPanel;
  title: string;
  origin: PanelOrigin;
  draft: boolean;
  context: Omit<PanelContext, 'width'>;
  onClose: () => void;
}

const mostRows = 2_000;
const width = 900;

function save({ columns, rows }: PanelTable, title: string) {
  const text = `\uFEFF${csvLine(columns)}${rows.map(csvLine).join('')}`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'panel'}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

const show = (cell: TableCell) => (typeof cell === 'number' ? formatValue(cell) : (cell ?? '–'));

/** What a panel shows, as a table that can be read aloud, copied, and kept as CSV. */
export function TableDialog({ panel, title, origin, draft, context, onClose }: Props) {
  const full = { ...context, width };
  const query = draft
    ? { draft: { kind: panel.kind, config: panel.config, time: panel.time }, context: full }
    : { panel: panel.id, context: full };
  const { data, error } = useQuery({
    queryKey: ['table', origin, query],
    queryFn: ({ signal }) => answerPanel(origin, query, signal),
    staleTime: 0,
  });
  const table = data && !data.empty ? tabulate(panel.kind, data.data, context.timeZone) : undefined;
  return (
    <Modal opened onClose={onClose} size={860} title={title || t('Table')} closeButtonProps={{ 'aria-label': t('Close') }}>
      {error && <p className="form-error">{error.message}</p>}
      {!data && !error && <p className="t3 hint">{t('Asking …')}</p>}
      {data && !table && <p className="t3 hint">{t('Nothing to show as a table.')}</p>}
      {table && (
        <>
          <div className="row" style={{ marginBottom: 8 }}>
            <span className="t3 grow">
              {table.rows.length.toLocaleString(locale())} {table.rows.length === 1 ? t('row') : t('rows')}
              {table.rows.length > mostRows
                ? t(', the first {mostRows} of them here', { mostRows: mostRows.toLocaleString(locale()) })
                : ''}
            </span>
            <button type="button" className="btn sm line" onClick={() => save(table, title)}>
              <IconDownload size={14} /> {t('CSV')}
            </button>
          </div>
          <div
            className="table-scroll"
            style={{ maxHeight: '62vh' }}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
            role="region"
            aria-label={t('{title}, as a table', { title })}
          >
            <table className="grid-table">
              <thead>
                <tr>
                  {table.columns.map((column) => (
                    <th key={column} className={typeof table.rows[0]?.[table.columns.indexOf(column)] === 'number' ? 'r' : ''}>
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.slice(0, mostRows).map((row, at) => (
                  <tr key={at}>
                    {row.map((cell, column) => (
                      <td key={column} className={typeof cell === 'number' ? 'r' : ''}>
                        {show(cell)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Modal>
  );
}
