import { t } from '../../lib/i18n/t';
import { before, type Tabulate, withBefore } from '../shared/panel-table';
import type { TagCloudData } from './schema';

export const tagCloudTable: Tabulate<TagCloudData> = ({ field, tags, against }) => ({
  columns: [field ?? t('Value'), t('Amount'), ...before(against)],
  rows: tags.map((tag) => [tag.key, tag.amount, ...withBefore(against, tag.before)]),
});
