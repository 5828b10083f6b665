import { z } from 'zod';
import { resolveTimeRange } from '../../lib/query/time-range';
import type { PanelAnswer, PanelContext, TimeMark } from '../../panels/panel-type';
import type { PanelToRun } from '../../panels/run-panel';
import { type AlertMark, listMarks } from './data';

const overData = z.object({ source: z.object({ dataView: z.string() }) });

const tones: Record<string, TimeMark['tone']> = { opened: 'bad', recovered: 'good' };
const words: Record<string, string> = { opened: 'opened', acknowledged: 'taken on', action: 'did', recovered: 'recovered' };

const toMark = ({ atMs, kind, text, ruleName, group }: AlertMark): TimeMark => ({
  atMs,
  tone: tones[kind] ?? 'action',
  text: `${ruleName}${group ? ` (${group})` : ''} ${words[kind] ?? kind}: ${text}`,
});

/** Puts what alerts over the panel's data went through onto a chart over time. */
export async function withAlertMarks(panel: PanelToRun, answer: PanelAnswer, context: PanelContext, nowMs: number): Promise<PanelAnswer> {
  const data = answer.data as { axis?: string } | null;
  const source = overData.safeParse(panel.config);
  if (panel.kind !== 'xy' || data?.axis !== 'time' || !source.success) return answer;
  const range = resolveTimeRange(context.timeRange, nowMs, context.timeZone);
  const marks = await listMarks(source.data.source.dataView, range.fromMs, range.toMs);
  return marks.length === 0 ? answer : { ...answer, data: { ...data, marks: marks.map(toMark) } };
}
