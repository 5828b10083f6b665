import { fillText, type Variables } from '../../lib/text/variables';
import type { FramePanel } from '../../panels/frame-panel';
import type { StoredPanel } from './document/schema';
import { panelTimeWords } from './panel-time';

/** Panels as they are framed: titles with their variables filled in, and the words of a time of their own. */
export function framePanels(panels: StoredPanel[], variables: Variables): Map<string, FramePanel> {
  return new Map(
    panels.map((panel) => [
      panel.id,
      {
        ...panel,
        title: fillText(panel.title, variables),
        subtitle: fillText(panel.subtitle, variables),
        ...(panel.time ? { timeWords: panelTimeWords(panel.time) } : {}),
      },
    ]),
  );
}
