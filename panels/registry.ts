import { AppError } from '../lib/errors/app-error';
import { t } from '../lib/i18n/t';
import { boxPlot } from './box-plot/definition';
import { bullet } from './bullet/definition';
import { calendar } from './calendar/definition';
import { change } from './change/definition';
import { heatmap } from './heatmap/definition';
import { histogram } from './histogram/definition';
import { image } from './image/definition';
import { links } from './links/definition';
import { logStream } from './log-stream/definition';
import { map } from './map/definition';
import { markdown } from './markdown/definition';
import { metric } from './metric/definition';
import type { PanelType } from './panel-type';
import { pie } from './pie/definition';
import { sankey } from './sankey/definition';
import { stateTimeline } from './state-timeline/definition';
import { table } from './table/definition';
import { tagCloud } from './tag-cloud/definition';
import { treemap } from './treemap/definition';
import { xy } from './xy/definition';

/** Every kind of panel, in the order that the builder offers them. Views are in views.tsx. */
export const panelTypes = [
  xy,
  metric,
  bullet,
  table,
  pie,
  treemap,
  change,
  histogram,
  boxPlot,
  heatmap,
  calendar,
  stateTimeline,
  sankey,
  tagCloud,
  map,
  logStream,
  markdown,
  image,
  links,
] as unknown as PanelType[];

export const findPanelType = (kind: string): PanelType | undefined => panelTypes.find((type) => type.kind === kind);

/** Throws `unknown-panel-kind` with the kinds that exist. */
export function panelType(kind: string): PanelType {
  const found = findPanelType(kind);
  if (!found)
    throw new AppError(
      'unknown-panel-kind',
      t('There is no panel kind "{kind}". Choose one of {kinds}.', { kind, kinds: panelTypes.map((type) => type.kind).join(', ') }),
    );
  return found;
}
