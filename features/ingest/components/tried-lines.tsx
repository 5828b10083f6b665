'use client';

import type { ReactNode } from 'react';
import { t } from '../../../lib/i18n/t';
import type { Tried } from '../schema';

/** A field has its tone wherever it is shown: by its place in this list. */
export const tonesOf = (tried: Tried[]): string[] => [...new Set(tried.flatMap(({ captures }) => captures.map(({ field }) => field)))];

const toneCount = 8;

/** The class of a field's tone; none where no part of a line became it. */
export const toneOf = (field: string, tones: string[]): string =>
  tones.includes(field) ? `tone${tones.indexOf(field) % toneCount}` : 'toneless';

/** Paths in the order in which people look for them: the time, what was read out of the lines, the rest. */
export function inOrder(paths: string[], tones: string[]): string[] {
  const place = (path: string) => (path === '@timestamp' ? -1 : tones.includes(path) ? tones.indexOf(path) : tones.length);
  return [...paths].sort((left, right) => place(left) - place(right));
}

/** A line with the parts that became fields marked, each in its tone. */
function MarkedLine({ event, captures, tones }: Pick<Tried, 'event' | 'captures'> & { tones: string[] }) {
  const shown = event.length > 600 ? `${event.slice(0, 600)} …` : event;
  const parts: React.ReactNode[] = [];
  let at = 0;
  captures
    .filter(({ field, end }) => field !== 'message' && end <= shown.length)
    .sort((left, right) => left.start - right.start)
    .forEach(({ field, start, end }) => {
      if (start < at || start === end) return;
      parts.push(shown.slice(at, start));
      parts.push(
        <mark key={`${field}${start}`} className={toneOf(field, tones)} title={field}>
          {shown.slice(start, end)}
        </mark>,
      );
      at = end;
    });
  parts.push(shown.slice(at));
  return <code className="raw-line">{parts}</code>;
}

/** The fields of a document by their paths, with what they hold as text. */
export const flat = (value: Record<string, unknown>, prefix = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, inner]): [string, string][] =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? flat(inner as Record<string, unknown>, `${prefix}${key}.`)
      : [[`${prefix}${key}`, typeof inner === 'string' ? inner : JSON.stringify(inner)]],
  );

/** How many lines are read, in a sentence. */
export function readSentence(tried: Tried[] | undefined): string {
  if (!tried) return t('Trying the lines …');
  const failed = failedOf(tried);
  return failed === 0
    ? t('{count, plural, one {The line is read} other {All # lines are read}}', { count: tried.length })
    : t('{count} of {total} lines are read', { count: tried.length - failed, total: tried.length });
}

export const failedOf = (tried: Tried[]): number => tried.filter((line) => line.error).length;

const mostShown = 100;

/** The lines to show, with their numbers: what failed stands first. */
export const failedFirst = (tried: Tried[]): (Tried & { number: number })[] =>
  tried
    .map((line, at) => ({ ...line, number: at + 1 }))
    .sort((left, right) => Number(right.error !== undefined) - Number(left.error !== undefined))
    .slice(0, mostShown);

/** A line and what went wrong with it. */
export const LineRead = ({ line, tones }: { line: Tried; tones: string[] }) => (
  <>
    <MarkedLine event={line.event} captures={line.captures} tones={tones} />
    {line.error && <p className="form-error">{line.error}</p>}
    {line.dropped && <p className="t3">{t('Dropped by the pipeline.')}</p>}
  </>
);

/** A list of lines that scrolls by itself. */
export function LineList({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to get there
    <ol className="tried" tabIndex={0} aria-label={name}>
      {children}
    </ol>
  );
}

/** Every line before and after; what failed stands first. */
export function TriedLines({ tried }: { tried: Tried[] }) {
  const tones = tonesOf(tried);
  return (
    <LineList name={t('Lines before and after')}>
      {failedFirst(tried).map((line) => (
        <li key={line.number} className={line.error ? 'wrong' : ''}>
          <LineRead line={line} tones={tones} />
          {line.source && (
            <dl>
              {flat(line.source)
                .filter(([name]) => name !== 'event.original')
                .map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd title={value}>{value}</dd>
                  </div>
                ))}
            </dl>
          )}
        </li>
      ))}
    </LineList>
  );
}
