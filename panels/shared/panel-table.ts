import { t } from '../../lib/i18n/t';

export type TableCell = string | number | null;

/** What a panel shows, as columns and rows. */
export interface PanelTable {
  columns: string[];
  rows: TableCell[][];
}

/** A kind's data as a table; times are written in the zone. */
export type Tabulate<Data> = (data: Data, timeZone: string) => PanelTable;

/** The head of the column that says what a value was before. */
export const before = (against: string | undefined) => (against === undefined ? [] : [t('Value, {against}', { against })]);
/** Its cell: nothing where nothing is compared. */
export const withBefore = (against: string | undefined, value: number | null | undefined) => (against === undefined ? [] : [value ?? null]);
