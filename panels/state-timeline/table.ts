import type { Tabulate } from '../shared/panel-table';
import type { StateTimelineData } from './schema';

const iso = (ms: number) => new Date(ms).toISOString();

export const stateTimelineTable: Tabulate<StateTimelineData> = ({ rowField, stateField, rows }) => ({
  columns: [rowField, stateField, 'From', 'To', 'Documents'],
  rows: rows.flatMap(({ key, spans }) => spans.map(({ state, fromMs, toMs, count }) => [key, state, iso(fromMs), iso(toMs), count])),
});
