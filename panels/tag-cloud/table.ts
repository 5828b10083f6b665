import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { TagCloudData } from './schema';

export const tagCloudTable: Tabulate<TagCloudData> = ({ field, tags, against }) => ({
  columns: [field ?? 'Value', 'Amount', ...before(against)],
  rows: tags.map((tag) => [tag.key, tag.amount, ...withBefore(against, tag.before)]),
});
