import { t } from '../../lib/i18n/t';
import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { BulletData } from './schema';

export const bulletTable: Tabulate<BulletData> = ({ by, bars, target, against }) => ({
  columns: [by ?? t('Measure'), t('Value'), ...(target === undefined ? [] : [t('Target')]), ...before(against)],
  rows: bars.map((bar) => [bar.key, bar.amount, ...(target === undefined ? [] : [target]), ...withBefore(against, bar.before)]),
});
