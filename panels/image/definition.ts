import { definePanelType } from '../panel-type';
import { type ImageConfig, imageSchema } from './schema';

export const image = definePanelType<ImageConfig, ImageConfig>({
  kind: 'image',
  title: 'Image',
  summary: 'A logo, a floor plan, a diagram: kept in the dashboard itself.',
  schema: imageSchema as never,
  size: { w: 3, h: 4 },
  sourceOf: () => undefined,
  suggest: () => imageSchema.parse({}),
  buildRequests: () => [],
  toData: (config) => config,
  isEmpty: () => false,
});
