'use client';

import { formatValue } from '@/lib/format/number';

export interface SqlResult {
  columns: { name: string; type: string }[];
  rows: (string | number | boolean | null)[][];
  truncated: boolean;
  tookMs: number;
}

const isNumber = (type: string) => /long|integer|double|float|short|byte|numeric/.test(type);
const quote = (value: unknown) =>
  value === null ? '' : /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

export function toCsv({ columns, rows }: SqlResult): string {
  return [columns.map((column) => quote(column.name)).join(','), ...rows.map((row) => row.map(quote).join(','))].join('\r\n');
}

export function SqlGrid({ result: { columns, rows } }: { result: SqlResult }) {
  return (
    <table className="grid-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.name} className={isNumber(column.type) ? 'r' : ''}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, 500).map((row, index) => (
          <tr key={index}>
            {columns.map((column, at) => {
              const value = row[at] ?? null;
              return (
                <td key={column.name} className={isNumber(column.type) ? 'r' : 'mono'}>
                  {value === null ? '–' : typeof value === 'number' ? formatValue(value) : String(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
