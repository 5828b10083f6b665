'use client';

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Sparkline } from '../../components/charts/sparkline';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { formatFull } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import { changeOf, signedChange } from '../shared/change';
import { isFilter, type PanelActions, type PanelViewProps } from '../view-props';
import type { TableColumn, TableConfig, TableData } from './schema';

type Cell = string | number | null;

const show = (column: TableColumn, value: Cell, timeZone: string): string => {
  if (value === null) return '–';
  if (column.kind === 'time') return formatFull(Number(value), timeZone);
  return column.kind === 'number'
    ? formatValue(Number(value), column.style?.format as ValueFormat, { unit: column.style?.unit })
    : String(value);
};

/** What a column's cell says; a change column tells its left neighbour from the value before. */
const textOf = ({ columns }: TableData, cells: Cell[], at: number, timeZone: string): string => {
  const column = columns[at] as TableColumn;
  const value = cells[at] ?? null;
  return column.kind === 'change'
    ? (signedChange(cells[at - 1] as number | null, value as number | null, column.inPoints) ?? '–')
    : show(column, value, timeZone);
};

/** What a column is sorted by. */
function sortKey({ columns }: TableData, cells: Cell[], at: number): Cell {
  const value = cells[at] ?? null;
  if (columns[at]?.kind !== 'change' || value === null) return value;
  const now = Number(cells[at - 1] ?? 0);
  return columns[at]?.inPoints ? now - Number(value) : (now - Number(value)) / (Math.abs(Number(value)) || 1e-9);
}

const largest = (data: TableData, at: number) => Math.max(...data.rows.map((row) => Number(row.cells[at] ?? 0)), 0);

function TopList({ data, timeZone, onFilter }: { data: TableData; timeZone: string } & PanelActions) {
  const [name, value, change] = data.columns;
  if (!name || !value) return null;
  const max = largest(data, 1);
  return (
    <ul className="toplist" style={{ padding: '2px 14px 12px' }}>
      {data.rows.map((row) => {
        const inside = (
          <>
            <span className="k mono ell">{show(name, row.cells[0] ?? null, timeZone)}</span>
            <span className="v">
              {show(value, row.cells[1] ?? null, timeZone)}
              {change && <small className="t3"> {textOf(data, row.cells, 2, timeZone)}</small>}
            </span>
            <span className="b">
              <i style={{ width: `${max > 0 ? (100 * Number(row.cells[1] ?? 0)) / max : 0}%` }} />
            </span>
          </>
        );
        return (
          <li key={String(row.cells[0])}>
            {onFilter && name.field ? (
              <button type="button" onClick={() => onFilter(isFilter(name.field as string, row.cells[0] as string))}>
                {inside}
              </button>
            ) : (
              <div>{inside}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function NumberCell({
  column,
  value,
  max,
  worst,
  timeZone,
}: {
  column: TableColumn;
  value: Cell;
  max: number;
  worst: boolean;
  timeZone: string;
}) {
  const text = show(column, value, timeZone);
  if (!column.bar) return <td className={`r${worst ? ' worst' : ''}`}>{text}</td>;
  return (
    <td className="r">
      <span className="ib">
        <u>
          <i style={{ width: `${max > 0 ? (100 * Number(value ?? 0)) / max : 0}%` }} />
        </u>
        <span>{text}</span>
      </span>
    </td>
  );
}

function ChangeCell({ data, cells, at, timeZone }: { data: TableData; cells: Cell[]; at: number; timeZone: string }) {
  const column = data.columns[at] as TableColumn;
  const change = changeOf(cells[at - 1] as number | null, cells[at] as number | null, column.inPoints);
  return (
    <td className={`r ${change?.up === undefined ? 't3' : 't2'}`} title={show({ ...column, kind: 'number' }, cells[at] ?? null, timeZone)}>
      {textOf(data, cells, at, timeZone)}
    </td>
  );
}

function sortRows(data: TableData, sort: { at: number; down: boolean } | undefined) {
  if (!sort) return data.rows;
  const sign = sort.down ? -1 : 1;
  return [...data.rows].sort((a, b) => {
    const [left, right] = [sortKey(data, a.cells, sort.at), sortKey(data, b.cells, sort.at)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return (
      sign *
      (typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), undefined, { numeric: true }))
    );
  });
}

export function TableView({ data, timeZone, onFilter, title }: PanelViewProps<TableConfig, TableData>) {
  const [sort, setSort] = useState<{ at: number; down: boolean }>();
  const rows = useMemo(() => sortRows(data, sort), [data, sort]);
  if (data.display === 'list' && data.columns.filter(({ kind }) => kind !== 'change').length === 2)
    return <TopList data={data} timeZone={timeZone} onFilter={onFilter} />;
  const maxima = data.columns.map((_, at) => largest(data, at));
  const sparks = data.rows.some((row) => row.spark);
  const isWorst = (column: TableColumn, at: number, value: Cell) =>
    column.threshold !== undefined && value !== null && Number(value) > column.threshold && Number(value) === maxima[at];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="table-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="grid-table">
        <thead>
          <tr>
            {data.columns.map((column, at) => (
              <th
                key={column.key}
                className={column.kind === 'number' || column.kind === 'change' ? 'r' : ''}
                aria-sort={sort?.at === at ? (sort.down ? 'descending' : 'ascending') : undefined}
              >
                <button
                  type="button"
                  onClick={() =>
                    setSort(sort?.at === at ? { at, down: !sort.down } : { at, down: column.kind === 'number' || column.kind === 'change' })
                  }
                >
                  {column.name}
                  {sort?.at === at && (sort.down ? <IconArrowDown size={12} /> : <IconArrowUp size={12} />)}
                </button>
              </th>
            ))}
            {sparks && <th>{t('Course')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {data.columns.map((column, at) => {
                const value = row.cells[at] ?? null;
                if (column.kind === 'number')
                  return (
                    <NumberCell
                      key={column.key}
                      column={column}
                      value={value}
                      max={maxima[at] ?? 0}
                      worst={isWorst(column, at, value)}
                      timeZone={timeZone}
                    />
                  );
                if (column.kind === 'change')
                  return <ChangeCell key={column.key} data={data} cells={row.cells} at={at} timeZone={timeZone} />;
                const { field } = column;
                return (
                  <td key={column.key}>
                    {onFilter && field && value !== null ? (
                      <button type="button" onClick={() => onFilter(isFilter(field, value))}>
                        {show(column, value, timeZone)}
                      </button>
                    ) : (
                      show(column, value, timeZone)
                    )}
                  </td>
                );
              })}
              {sparks && (
                <td>
                  <span className="spark">{row.spark && <Sparkline values={row.spark} area={false} />}</span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
