'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import { type Message, msg, t } from '@/lib/i18n/t';
import type { Filter } from '@/lib/query/filters';
import { type KqlPosition, positionAt, quoteValue } from '@/lib/query/kql/complete';
import type { TimeRange } from '@/lib/query/time-range';

export interface ValueContext {
  timeRange: TimeRange;
  timeZone: string;
  filters: Filter[];
}

export interface Suggestion {
  label: string;
  insert: string;
  hint: string;
  type?: string;
  replace: KqlPosition['replace'];
}

interface Options {
  text: string;
  cursor: number;
  fields: { path: string; type: string }[];
  dataViewId: string | undefined;
  context: ValueContext;
  enabled: boolean;
}

const operators: [string, Message][] = [
  [': ', msg('is')],
  [': *', msg('exists')],
  ['>= ', msg('at least')],
  ['<= ', msg('at most')],
  ['> ', msg('more than')],
  ['< ', msg('less than')],
];
const most = 8;

function fieldSuggestions(fields: Options['fields'], position: KqlPosition): Suggestion[] {
  const wanted = position.typed.toLowerCase();
  return fields
    .filter((field) => field.path.toLowerCase().includes(wanted))
    .sort((a, b) => Number(!a.path.toLowerCase().startsWith(wanted)) - Number(!b.path.toLowerCase().startsWith(wanted)))
    .slice(0, most)
    .map((field) => ({ label: field.path, insert: field.path, hint: field.type, type: field.type, replace: position.replace }));
}

/** Fields, operators, conjunctions, or the values that are really there. */
export function useSuggestions({ text, cursor, fields, dataViewId, context, enabled }: Options): Suggestion[] {
  const position = enabled ? positionAt(text, cursor) : undefined;
  const valueField =
    position?.expects === 'value'
      ? fields.find(
          (field) => field.path === position.field && field.type !== 'text' && field.type !== 'geo_point' && field.type !== 'date',
        )
      : undefined;
  const { data } = useQuery({
    queryKey: ['values', dataViewId, valueField?.path, position?.typed, context],
    queryFn: ({ signal }) =>
      fetchJson<{ values: { value: string | number; label: string; count: number }[] }>('/api/discover/top-values', {
        body: {
          dataView: dataViewId,
          field: valueField?.path,
          ...context,
          kql: '',
          size: most,
          ...(valueField?.type === 'keyword' && position?.typed ? { prefix: position.typed } : {}),
        },
        signal,
      }),
    enabled: Boolean(valueField && dataViewId),
    placeholderData: (previous) => previous,
  });
  if (!position) return [];
  const { replace, typed } = position;
  if (position.expects === 'field') return fieldSuggestions(fields, position);
  if (position.expects === 'operator')
    return operators.map(([insert, hint]) => ({
      label: insert.trim(),
      insert: text[replace.start - 1] === ' ' || insert.startsWith(':') ? insert : ` ${insert}`,
      hint: t(hint),
      replace: { start: cursor, end: cursor },
    }));
  if (position.expects === 'conjunction')
    return ['and ', 'or ']
      .filter((word) => word.startsWith(typed))
      .map((word) => ({ label: word.trim(), insert: word, hint: word === 'and ' ? t('both must hold') : t('either may hold'), replace }));
  if (!valueField) return [];
  return (data?.values ?? [])
    .filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase()))
    .map(({ label, count }) => ({
      label,
      insert: `${quoteValue(label)} `,
      hint: t('{count, plural, one {# document} other {# documents}}', { count }),
      replace,
    }));
}
