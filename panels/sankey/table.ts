import { t } from '../../lib/i18n/t';
import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { SankeyData } from './schema';

export const sankeyTable: Tabulate<SankeyData> = ({ fields, nodes, links, against }) => ({
  columns: [t('From'), t('To'), t('Value'), ...before(against)],
  rows: links.map((link) => {
    const [from, to] = [nodes[link.from], nodes[link.to]];
    return [
      `${fields[from?.step ?? 0]}: ${from?.key}`,
      `${fields[to?.step ?? 0]}: ${to?.key}`,
      link.amount,
      ...withBefore(against, link.before),
    ];
  }),
});
