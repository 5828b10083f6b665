import type { Json } from '../../lib/elastic/wire-types';
import type { SqlColumns } from '../panel-type';

export const isTimeType = (type: string) => /date|time/.test(type);
export const isNumberType = (type: string) => /long|integer|double|float|short|byte|numeric|real|decimal/.test(type);

/** What the columns of a table are for a kind that wants names and a number: the first texts and the first numbers, by place. */
export function rolesOf({ columns }: SqlColumns): { texts: number[]; numbers: number[]; times: number[] } {
  const places = (fits: (type: string) => boolean) => columns.flatMap(({ type }, at) => (fits(type) ? [at] : []));
  return {
    times: places(isTimeType),
    numbers: places((type) => !isTimeType(type) && isNumberType(type)),
    texts: places((type) => !isTimeType(type) && !isNumberType(type)),
  };
}

export const textAt = (row: Json[], at: number | undefined): string => (at === undefined ? '' : String(row[at] ?? '–'));
export const numberAt = (row: Json[], at: number | undefined): number | null => {
  const value = at === undefined ? null : row[at];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** Name and number of each row; rows of the same name are added up. */
export function namedNumbers(table: SqlColumns): { key: string; amount: number }[] {
  const { texts, times, numbers } = rolesOf(table);
  const name = texts[0] ?? times[0];
  const sums = new Map<string, number>();
  for (const row of table.rows) {
    const key = textAt(row, name);
    sums.set(key, (sums.get(key) ?? 0) + (numberAt(row, numbers[0]) ?? 0));
  }
  return [...sums].map(([key, amount]) => ({ key, amount }));
}
