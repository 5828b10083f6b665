import { stringify } from 'yaml';
import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { illegalArgument } from '../plan/es-error';
import { type EngineReply, type EngineRequest, ok } from './request';

export type Cell = string | number | null;

export interface Column<Row> {
  name: string;
  /** Short names that `h` and `s` take too. */
  short?: string[];
  help: string;
  value: (row: Row) => Cell;
  /** Shown only where `h` names it. */
  extra?: true;
  right?: true;
}

function chosenColumns<Row>(columns: Column<Row>[], wanted: string | null): { column: Column<Row>; title: string }[] {
  if (wanted === null || wanted === '') return columns.filter((column) => !column.extra).map((column) => ({ column, title: column.name }));
  return wanted.split(',').flatMap((part) => {
    const name = part.trim();
    if (name.includes('*')) {
      const regex = wildcardToRegex(name);
      return columns.filter((column) => regex.test(column.name)).map((column) => ({ column, title: column.name }));
    }
    const column = columns.find((one) => one.name === name || one.short?.includes(name));
    return column ? [{ column, title: name }] : [];
  });
}

function sorted<Row>(rows: Row[], columns: Column<Row>[], keys: string | null): Row[] {
  if (!keys) return rows;
  const order = keys.split(',').map((key) => {
    const [name = '', direction = 'asc'] = key.trim().split(':');
    const column = columns.find((one) => one.name === name || one.short?.includes(name));
    if (!column) throw illegalArgument(`Unable to sort by unknown sort key \`${name}\``);
    return { column, sign: direction === 'desc' ? -1 : 1 };
  });
  return [...rows].sort((a, b) => {
    for (const { column, sign } of order) {
      const [x, y] = [column.value(a), column.value(b)];
      if (x === y) continue;
      if (x === null || y === null) return sign * (x === null ? -1 : 1);
      return sign * (x < y ? -1 : 1);
    }
    return 0;
  });
}

/** Columns side by side, padded to their widest cell, as `_cat` prints them. */
function asText(titles: string[] | undefined, cells: string[][], right: boolean[]): string {
  const lines = titles ? [titles, ...cells] : cells;
  const widths = right.map((_, at) => Math.max(0, ...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) => {
      const padded = line.map((cell, at) =>
        right[at] ? cell.padStart(widths[at] ?? 0) : at === line.length - 1 ? cell : cell.padEnd(widths[at] ?? 0),
      );
      return `${padded.join(' ')}\n`;
    })
    .join('');
}

/** A `_cat` answer: `h`, `s`, `v`, `help` and `format` of the request applied. */
export function render<Row>(request: EngineRequest, columns: Column<Row>[], rows: Row[]): EngineReply {
  const { query } = request;
  const flag = (name: string) => query.has(name) && query.get(name) !== 'false';
  if (flag('help')) {
    const width = (pick: (column: Column<Row>) => string) => Math.max(...columns.map((column) => pick(column).length));
    const short = (column: Column<Row>) => column.short?.join(',') ?? '';
    const [names, shorts] = [width((column) => column.name), width(short)];
    return ok(columns.map((column) => `${column.name.padEnd(names)} | ${short(column).padEnd(shorts)} | ${column.help}\n`).join(''));
  }
  const chosen = chosenColumns(columns, query.get('h'));
  const ordered = sorted(rows, columns, query.get('s'));
  const show = (value: Cell) => (value === null ? '' : String(value));
  const format = query.get('format') ?? (/\byaml\b/.test(request.accept) ? 'yaml' : /\bjson\b/.test(request.accept) ? 'json' : 'text');
  if (format !== 'text') {
    const objects = ordered.map((row) =>
      Object.fromEntries(chosen.map(({ column, title }) => [title, column.value(row) === null ? null : show(column.value(row))])),
    );
    return format === 'yaml'
      ? { status: 200, body: `---\n${stringify(objects)}`, headers: { 'content-type': 'application/yaml' } }
      : ok(objects);
  }
  const cells = ordered.map((row) => chosen.map(({ column }) => show(column.value(row))));
  return ok(
    asText(
      flag('v') ? chosen.map(({ title }) => title) : undefined,
      cells,
      chosen.map(({ column }) => column.right === true),
    ),
  );
}
