import { AppError, toProblem } from '../lib/errors/app-error';
import { t } from '../lib/i18n/t';
import { log } from '../lib/log';
import type { PanelDataInput, PanelDataLine, PanelDataRequest } from './data-protocol';
import type { PanelAnswer } from './panel-type';

const running = new Map<string, Map<string, AbortController>>();

/** Stops single panels of a call in flight, down to the cluster. Unknown ids are no error: the call may be over. */
export function cancelPanels(requestId: string, keys: string[]): void {
  for (const key of keys)
    running
      .get(requestId)
      ?.get(key)
      ?.abort(new AppError('cancelled', t('The panel left the screen.')));
}

/** Runs all panels side by side and streams each answer as it comes, one JSON line a panel. A failing panel fails alone. */
export function streamPanels(
  input: PanelDataInput,
  signal: AbortSignal,
  run: (panel: PanelDataRequest, signal: AbortSignal) => Promise<PanelAnswer>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const controllers = new Map(input.panels.map((panel) => [panel.key, new AbortController()]));
  const ownsId = !running.has(input.requestId);
  if (ownsId) running.set(input.requestId, controllers);
  const stopAll = () => {
    for (const controller of controllers.values()) controller.abort(new AppError('cancelled', t('The caller has gone.')));
  };
  signal.addEventListener('abort', stopAll, { once: true });
  return new ReadableStream({
    async start(controller) {
      const write = (line: PanelDataLine) => {
        try {
          controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        } catch {
          stopAll();
        }
      };
      await Promise.all(
        input.panels.map(async (panel) => {
          try {
            write({ key: panel.key, answer: await run(panel, (controllers.get(panel.key) as AbortController).signal) });
          } catch (error) {
            const problem = toProblem(error);
            if (problem.status === 500) log('error', 'A panel failed', { cause: error });
            write({ key: panel.key, problem });
          }
        }),
      );
      if (ownsId) running.delete(input.requestId);
      signal.removeEventListener('abort', stopAll);
      try {
        controller.close();
      } catch {
        // the caller has gone; nobody reads the end
      }
    },
    cancel: stopAll,
  });
}
