import { t } from '../../lib/i18n/t';
import type { Tabulate } from '../shared/panel-table';
import type { StateTimelineData } from './schema';

const iso = (ms: number) => new Date(ms).toISOString();

export const stateTimelineTable: Tabulate<StateTimelineData> = ({ rowField, stateField, rows, against }) => ({
  columns: [rowField, stateField, t('From'), t('To'), t('Documents'), ...(against ? [t('Time')] : [])],
  rows: rows.flatMap(({ key, spans, before = [] }) => [
    ...spans.map(({ state, fromMs, toMs, count }) => [key, state, iso(fromMs), iso(toMs), count, ...(against ? [t('this time')] : [])]),
    ...before.map(({ state, fromMs, toMs, count }) => [key, state, iso(fromMs), iso(toMs), count, against ?? '']),
  ]),
});
