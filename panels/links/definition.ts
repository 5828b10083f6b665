import { msg } from '../../lib/i18n/t';
import { definePanelType } from '../panel-type';
import { type LinksConfig, linksSchema } from './schema';

export const links = definePanelType<LinksConfig, LinksConfig>({
  kind: 'links',
  title: msg('Links'),
  summary: msg('Ways to other dashboards, with time and filters, and to pages elsewhere.'),
  schema: linksSchema as never,
  size: { w: 3, h: 5 },
  sourceOf: () => undefined,
  suggest: () => linksSchema.parse({}),
  buildRequests: () => [],
  toData: (config) => config,
  isEmpty: () => false,
});
