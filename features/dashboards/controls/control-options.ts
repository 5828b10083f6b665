import { z } from 'zod';
import { type AggregationResult, bucketsOf, type JsonObject } from '../../../lib/elastic/wire-types';
import { AppError } from '../../../lib/errors/app-error';
import { search } from '../../../lib/gateway/search';
import { t } from '../../../lib/i18n/t';
import { buildQuery } from '../../../lib/query/build-query';
import { readableProblem } from '../../../lib/query/readable';
import { resolveTimeRange } from '../../../lib/query/time-range';
import { panelContextSchema } from '../../../panels/data-protocol';
import { getDataView } from '../../data-views/data';
import { type Access, panelAccess } from '../panel-access';
import { type Control, type ControlOptions, controlSchema } from './schema';

export const controlOptionsInputSchema = z.object({
  token: z.string().max(64).optional(),
  dashboard: z.string().max(64).optional(),
  /** A control that was saved, by its id, or one that is being drafted. */
  control: z.string().max(64).optional(),
  draft: controlSchema.optional(),
  /** Its filters are those of the controls before. */
  context: panelContextSchema,
  /** Values that contain it, in any case. */
  find: z.string().max(100).default(''),
});
export type ControlOptionsInput = z.infer<typeof controlOptionsInputSchema>;

const mostValues = 100;

/** A regular expression of Lucene that finds a text anywhere, in any case. */
function anywhere(text: string): string {
  const letters = [...text].map((letter) => {
    const [low, high] = [letter.toLowerCase(), letter.toUpperCase()];
    if (low !== high && low.length === 1 && high.length === 1) return `[${low}${high}]`;
    return letter.replace(/[.?+*|{}[\]()"\\#@&<>~^$-]/g, '\\$&');
  });
  return `.*${letters.join('')}.*`;
}

const isText = (type: unknown) => type === undefined || typeof type === 'string';

function controlOf(access: Access, { control: id, draft }: ControlOptionsInput): Control {
  if (draft) {
    if (!access.mayDraft) throw new AppError('forbidden', t('Controls of your own cannot be tried here.'));
    return draft;
  }
  const control = access.document?.controls.find((candidate) => candidate.id === id);
  if (!control) throw new AppError('not-found', t('This control is no longer part of the dashboard. Reload the page.'));
  return control;
}

function aggregationsOf({ kind, field }: Control, find: string): JsonObject {
  if (kind === 'range') return { low: { min: { field } }, high: { max: { field } } };
  return { values: { terms: { field, size: mostValues, ...(find ? { include: anywhere(find) } : {}) } } };
}

const numberOf = (result: AggregationResult | undefined) => (typeof result?.value === 'number' ? result.value : null);

/**
 * What a control offers in the dashboard's time and under the controls before it: the most frequent values, or the ends of the scale.
 * Proves who asks. Throws `not-found` for a control that is not there, `forbidden` for a draft of somebody who may not edit.
 */
export async function listControlOptions(input: ControlOptionsInput, signal?: AbortSignal): Promise<ControlOptions> {
  const access = await panelAccess(input);
  const control = controlOf(access, input);
  if (control.kind !== 'terms' && control.kind !== 'range') return {};
  const context = access.contextOf(input.context);
  try {
    const dataView = await getDataView(control.dataView, access.role);
    const range = resolveTimeRange(context.timeRange, Date.now(), context.timeZone);
    const { timeField } = dataView;
    const { kql, filters, timeZone } = context;
    const query = buildQuery({ timeField, range, filters, kql: [kql], timeZone });
    const body = { size: 0, track_total_hits: false, query, aggs: aggregationsOf(control, input.find.trim()) };
    const { aggregations } = await search(access.scope, dataView.pattern, body, { signal });
    if (control.kind === 'range') return { min: numberOf(aggregations?.low), max: numberOf(aggregations?.high) };
    const values = bucketsOf(aggregations?.values).map(({ key, key_as_string: label, doc_count: count }) => ({
      value: isText(label) && (label === 'true' || label === 'false') ? label === 'true' : (key as string | number),
      label: String(label ?? key),
      count,
    }));
    return { values, more: Number(aggregations?.values?.sum_other_doc_count ?? 0) > 0 };
  } catch (error) {
    throw readableProblem(error);
  }
}
