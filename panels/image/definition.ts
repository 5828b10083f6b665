import { msg } from '../../lib/i18n/t';
import { definePanelType } from '../panel-type';
import { type ImageConfig, imageSchema } from './schema';

export const image = definePanelType<ImageConfig, ImageConfig>({
  kind: 'image',
  title: msg('Image'),
  summary: msg('A logo, a floor plan, a diagram: kept in the dashboard itself.'),
  schema: imageSchema as never,
  size: { w: 3, h: 4 },
  sourceOf: () => undefined,
  suggest: () => imageSchema.parse({}),
  buildRequests: () => [],
  toData: (config) => config,
  isEmpty: () => false,
});
