import type { ReactNode } from 'react';
import { t } from '../../lib/i18n/t';

interface Props {
  columns: string[];
  /** One cell per column, then what can be done with the row. */
  rows: { key: string; cells: ReactNode[]; actions: ReactNode }[];
}

/** A list of things with their facts and actions; on a phone each row becomes a card. */
export function PlainTable({ columns, rows }: Props) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column}>{column}</th>
          ))}
          <th>
            <span className="visually-hidden">{t('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, actions }) => (
          <tr key={key}>
            {cells.map((cell, index) => (
              <td key={columns[index]} data-label={columns[index]}>
                {cell}
              </td>
            ))}
            <td>
              <div className="row" style={{ justifyContent: 'flex-end' }}>
                {actions}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
