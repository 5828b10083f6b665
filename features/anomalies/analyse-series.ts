import { offsetMs } from '../../lib/elastic/time-zone';
import type { AnalysisRequest, Anomaly, SeriesAnalysis } from '../../panels/panel-type';
import { Detector, type Judgement } from './detector';
import { explain } from './explain';
import { forecast } from './forecast';

/** 0 to 100 from the surprise: 1 is about 50, a thousandth of it 100. */
function severityOf(surprise: number): number {
  return Math.round(Math.max(1, Math.min(100, 50 - 17 * Math.log10(Math.max(surprise, 1e-9)))));
}

const reach = 12;
/** Points inside the band that an incident may have in its middle. */
const bridge = 2;

interface Judged {
  timeMs: number;
  localMs: number;
  value: number;
  judgement: Judgement;
}

/** An alarm's window: the neighbours that lie outside the usual band too; its worst point carries the diamond. */
function windowAround(judged: Judged[], at: number, stepMs: number, request: AnalysisRequest): Anomaly {
  const start = judged[at] as Judged;
  const outside = (point: Judged | undefined) =>
    point !== undefined && (point.value > point.judgement.upper || point.value < point.judgement.lower);
  let from = at;
  let to = at;
  while (at - from < reach && outside(judged[from - 1])) from--;
  // a point or two inside the band do not end it: what follows is the same incident
  for (let next = to + 1; next <= to + 1 + bridge && next - at <= reach * 4; next++) if (outside(judged[next])) to = next;
  const distance = (point: Judged) => Math.abs(point.value - start.judgement.expected);
  const worst = judged.slice(from, to + 1).reduce((found, point) => (distance(point) > distance(found) ? point : found), start);
  const { judgement } =
    worst === start ? start : { judgement: { ...worst.judgement, reason: start.judgement.reason, surprise: start.judgement.surprise } };
  const told = {
    ...judgement,
    expected: start.judgement.expected,
    lower: start.judgement.lower,
    upper: start.judgement.upper,
    usual: start.judgement.usual,
  };
  return {
    fromMs: (judged[from] as Judged).timeMs,
    toMs: (judged[to] as Judged).timeMs + stepMs,
    atMs: worst.timeMs,
    value: worst.value,
    expected: told.expected,
    lower: told.lower,
    upper: told.upper,
    severity: severityOf(start.judgement.surprise ?? 1),
    sentence: explain(told, worst.localMs, worst.value, request),
    model: 'oriel-seasonal',
  };
}

/** Anomalies, usual band and forecast of one series. Pure and slow: run it in the worker (service.ts). */
export function analyseSeries(request: AnalysisRequest): SeriesAnalysis {
  const { points, stepMs, timeZone, sensitivity, horizon, forecastLevel } = request;
  const detector = new Detector(stepMs, sensitivity);
  const judged: Judged[] = [];
  for (const [timeMs, value] of points) {
    const localMs = timeMs + offsetMs(timeMs, timeZone);
    const judgement = detector.update(localMs, value);
    if (judgement && value !== null) judged.push({ timeMs, localMs, value, judgement });
  }
  const anomalies = judged.flatMap((point, index) => (point.judgement.alarm ? [windowAround(judged, index, stepMs, request)] : []));
  const band = judged.map(({ timeMs, judgement }) => ({
    timeMs,
    expected: judgement.expected,
    lower: judgement.lower,
    upper: judgement.upper,
  }));
  if (horizon === 0 || judged.length < 20) return { anomalies, band, forecast: [] };
  const next = forecast(
    judged.map((point) => point.localMs),
    judged.map((point) => point.value),
    horizon,
    stepMs,
    forecastLevel,
  );
  const last = judged.at(-1)?.timeMs ?? 0;
  return {
    anomalies,
    band,
    forecast: next.mean.map((mean, index) => ({
      timeMs: last + stepMs * (index + 1),
      mean,
      low: next.low[index] ?? mean,
      high: next.high[index] ?? mean,
    })),
  };
}
