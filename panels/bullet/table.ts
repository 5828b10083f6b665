import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { BulletData } from './schema';

export const bulletTable: Tabulate<BulletData> = ({ by, bars, target, against }) => ({
  columns: [by ?? 'Measure', 'Value', ...(target === undefined ? [] : ['Target']), ...before(against)],
  rows: bars.map((bar) => [bar.key, bar.amount, ...(target === undefined ? [] : [target]), ...withBefore(against, bar.before)]),
});
