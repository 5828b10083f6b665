import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import type { AnalysisRequest, SeriesAnalysis } from '../../panels/panel-type';

interface Answer {
  id: number;
  analysis?: SeriesAnalysis;
  error?: string;
}

interface Waiting {
  resolve: (analysis: SeriesAnalysis) => void;
  reject: (error: Error) => void;
}

const shared = globalThis as unknown as { orielAnomalyWorker?: AnomalyWorker };

/** One worker thread, started on first use: detection never runs on the event loop. */
class AnomalyWorker {
  private worker: Worker | undefined;
  private next = 0;
  private readonly waiting = new Map<number, Waiting>();

  private start(): Worker {
    const root = process.env.ORIEL_ROOT ?? process.cwd();
    const worker = new Worker(path.join(/* turbopackIgnore: true */ root, 'dist', 'anomaly-worker.mjs'));
    worker.unref();
    worker.on('message', ({ id, analysis, error }: Answer) => {
      const entry = this.waiting.get(id);
      this.waiting.delete(id);
      if (analysis) entry?.resolve(analysis);
      else entry?.reject(new Error(error));
    });
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => this.fail(new Error('the anomaly worker stopped')));
    return worker;
  }

  private fail(error: Error) {
    this.worker = undefined;
    for (const entry of this.waiting.values()) entry.reject(error);
    this.waiting.clear();
  }

  run(request: AnalysisRequest, signal?: AbortSignal): Promise<SeriesAnalysis> {
    if (signal?.aborted) return Promise.reject(new AppError('cancelled', t('The search was cancelled.')));
    this.worker ??= this.start();
    const id = this.next++;
    const worker = this.worker;
    return new Promise<SeriesAnalysis>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      signal?.addEventListener(
        'abort',
        () => {
          this.waiting.delete(id);
          reject(new AppError('cancelled', t('The search was cancelled.')));
        },
        { once: true },
      );
      worker.postMessage({ id, request });
    });
  }
}

/** Anomalies, band and forecast of one series, computed in the worker. */
export function analyseInWorker(request: AnalysisRequest, signal?: AbortSignal): Promise<SeriesAnalysis> {
  shared.orielAnomalyWorker ??= new AnomalyWorker();
  return shared.orielAnomalyWorker.run(request, signal);
}
