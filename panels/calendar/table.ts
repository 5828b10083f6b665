import { t } from '../../lib/i18n/t';
import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { CalendarData } from './schema';

export const calendarTable: Tabulate<CalendarData> = ({ days, against }) => ({
  columns: [t('Day'), t('Value'), ...before(against)],
  rows: days.map((day) => [day.day, day.value, ...withBefore(against, day.before)]),
});
