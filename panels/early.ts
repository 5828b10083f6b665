import type { PanelDataLine } from './data-protocol';
import type { PanelContext } from './panel-type';

interface EarlyCall {
  origin: { dashboard?: string; token?: string };
  context: Omit<PanelContext, 'width'>;
  panels: Record<string, Promise<PanelDataLine>>;
}

/** The call that the page's inline script made before React was there. Each panel's answer can be taken once, in the same context. */
export function takeEarly(origin: object, panel: string | undefined, context: PanelContext): Promise<PanelDataLine> | undefined {
  const early = (globalThis as { orielEarly?: EarlyCall }).orielEarly;
  const { width: _, ...asked } = context;
  const promise = panel ? early?.panels[panel] : undefined;
  const fits =
    early &&
    JSON.stringify(sorted(early.origin)) === JSON.stringify(sorted(origin)) &&
    JSON.stringify(sorted(early.context)) === JSON.stringify(sorted(asked));
  if (!panel || !promise || !fits) return undefined;
  delete early.panels[panel];
  return promise;
}

const sorted = (object: object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
