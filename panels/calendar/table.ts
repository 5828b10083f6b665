import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { CalendarData } from './schema';

export const calendarTable: Tabulate<CalendarData> = ({ days, against }) => ({
  columns: ['Day', 'Value', ...before(against)],
  rows: days.map((day) => [day.day, day.value, ...withBefore(against, day.before)]),
});
