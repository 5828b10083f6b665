import { parentPort } from 'node:worker_threads';
import type { AnalysisRequest } from '../../panels/panel-type';
import { analyseSeries } from './analyse-series';

parentPort?.on('message', ({ id, request }: { id: number; request: AnalysisRequest }) => {
  try {
    parentPort?.postMessage({ id, analysis: analyseSeries(request) });
  } catch (error) {
    parentPort?.postMessage({ id, error: (error as Error).message });
  }
});
