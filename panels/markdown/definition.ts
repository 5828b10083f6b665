import { msg, t } from '../../lib/i18n/t';
import { definePanelType } from '../panel-type';
import { type MarkdownConfig, markdownSchema } from './schema';

export const markdown = definePanelType<MarkdownConfig, MarkdownConfig>({
  kind: 'markdown',
  title: msg('Text'),
  summary: msg('Headings, words, lists and links beside the charts.'),
  schema: markdownSchema as never,
  size: { w: 4, h: 4 },
  sourceOf: () => undefined,
  suggest: () => ({ text: t('## What this shows\n\nWrite what a reader should look at first.') }),
  buildRequests: () => [],
  toData: (config) => config,
  isEmpty: () => false,
});
