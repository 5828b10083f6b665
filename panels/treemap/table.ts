import { t } from '../../lib/i18n/t';
import { before, type TableCell, type Tabulate, withBefore } from '../shared/panel-table';
import type { TreemapData, TreemapNode } from './schema';

export const treemapTable: Tabulate<TreemapData> = ({ field, innerField, nodes, against }) => {
  const row = (node: TreemapNode, parent?: string): TableCell[] => [
    ...(parent === undefined ? [node.key, ...(innerField ? [null] : [])] : [parent, node.key]),
    node.amount,
    ...withBefore(against, node.before),
  ];
  return {
    columns: [field, ...(innerField ? [innerField] : []), t('Value'), ...before(against)],
    rows: nodes.flatMap((node) => [row(node), ...(node.children ?? []).map((child) => row(child, node.key))]),
  };
};
