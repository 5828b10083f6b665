import { setTimeout } from 'node:timers/promises';
import { cookies } from 'next/headers';
import { createLoader, type SearchParams } from 'nuqs/server';
import { parseReader, readerCookie } from '../../lib/http/reader';
import { type FirstAnswer, type FirstPanel, panelContextSchema } from '../../panels/data-protocol';
import type { PanelContext } from '../../panels/panel-type';
import { panelType } from '../../panels/registry';
import type { DashboardDocument } from './document/schema';
import { panelRunner } from './panel-access';
import { type GridFrame, type Place, placeOnScreen } from './screen';
import { splitColors } from './split-colors';
import { dashboardContext, dashboardUrlState, sectionContext } from './url-state';

const loadUrlState = createLoader(dashboardUrlState);
/** Pixels: automatic intervals follow the width, in steps, so that a small difference asks nothing anew. */
const widthStep = 100;
/** Pixels of the row of controls. */
const controlsHeight = 44;
/** Milliseconds that the page waits for its top row at most. */
const waitMs = 150;

/**
 * Starts the queries of the panels on the reader's first screen while the page is made: their pictures come with it, each as it finishes.
 * The top row goes first, and the page waits for it a moment, so that the first thing painted holds figures.
 * Nothing on a first visit, where the server does not know the screen yet; the browser then asks by itself, as it does for whatever fails here.
 */
export async function firstPanels(
  origin: { dashboard: string } | { token: string },
  document: DashboardDocument,
  search: Promise<SearchParams>,
  frame: GridFrame,
): Promise<Record<string, FirstPanel>> {
  const reader = parseReader((await cookies()).get(readerCookie)?.value);
  if (!reader || document.panels.length === 0) return {};
  const url = await loadUrlState(search);
  const around = dashboardContext(document, url, reader.timeZone);
  const contextOf = (section: string | undefined) =>
    sectionContext(around, document.controls, url.controls ?? document.controlValues, section);
  const run = await panelRunner(origin);
  const colorOf = splitColors();
  const signal = AbortSignal.timeout(30_000);
  const answerFor = async (id: string, kind: string, context: PanelContext): Promise<FirstAnswer | undefined> => {
    try {
      // an address may say anything: what is asked is checked as what a browser asks is
      const answer = await run({ key: id, panel: id, context: panelContextSchema.parse(context), inspect: false }, signal);
      const splits = answer.empty ? undefined : panelType(kind).splitsOf?.(answer.data);
      const colors = (splits?.values ?? []).map((value): [string, string, number] => [
        splits?.field ?? '',
        value,
        colorOf(splits?.field ?? '', value),
      ]);
      return { answer, colors };
    } catch {
      return undefined;
    }
  };
  const panels = new Map(document.panels.map((panel) => [panel.id, panel]));
  const above = frame.above + (document.controls.length > 0 ? controlsHeight : 0);
  const seen = placeOnScreen(document, reader, { ...frame, above }, url.tab).filter(({ top }) => top < reader.height);
  const highest = Math.min(...seen.map(({ top }) => top));
  const settled = new Map<string, FirstAnswer | undefined>();
  const start = ({ id, width, height }: Place) => {
    const panel = panels.get(id);
    const context = { ...contextOf(panel?.section), width: Math.max(200, Math.round(width / widthStep) * widthStep) };
    const answer = answerFor(id, panel?.kind ?? '', context);
    void answer.then((result) => settled.set(id, result));
    return { id, panel: { context, size: { width, height }, answer } };
  };
  const topRow = seen.filter(({ top }) => top === highest).map(start);
  await Promise.race([Promise.all(topRow.map(({ panel }) => panel.answer)), setTimeout(waitMs)]);
  const below = seen.filter(({ top }) => top !== highest).map(start);
  return Object.fromEntries(
    [...topRow, ...below].map(({ id, panel }) => [id, settled.has(id) ? { ...panel, answer: settled.get(id) } : panel]),
  );
}
