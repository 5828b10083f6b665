'use client';

import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Formatted } from '@/components/ui/formatted';
import { formatField } from '@/features/data-views/format-field';
import type { FieldFormat } from '@/features/data-views/schema';
import { readInstant } from '@/lib/elastic/date-math';
import { formatClockMs, formatDay, formatFull } from '@/lib/format/time';
import { t } from '@/lib/i18n/t';
import { flatten, showValue, valueAt } from '../flatten';
import type { DiscoverHit, HitsPage } from '../schema';
import type { DiscoverState } from '../use-discover';
import { DocumentDetail } from './document-detail';

interface Props {
  state: DiscoverState;
  fields: { path: string; type: string }[];
}

const levels = /^(log\.)?(level|severity|loglevel)$/i;
const wide = /message|msg|url|path|place|name|route/i;

function Summary({ source }: { source: Record<string, unknown> }) {
  return (
    <span className="source">
      {flatten(source)
        .slice(0, 14)
        .map(([path, value]) => (
          <span key={path}>
            <b>{path}</b> {showValue(value)}&nbsp;
          </span>
        ))}
    </span>
  );
}

function Cell({ source, path, format }: { source: Record<string, unknown>; path: string; format?: FieldFormat }) {
  const value = valueAt(source, path);
  const text = showValue(value);
  if (levels.test(path)) return <span className={`lv ${text.toUpperCase()}`}>{text.toUpperCase()}</span>;
  return <Formatted value={formatField(format, value, text)} />;
}

function Time({ hit, field, timeZone }: { hit: DiscoverHit; field: string; timeZone: string }) {
  const ms = readInstant(valueAt(hit.source, field));
  return (
    <span className="t3 num" title={ms === undefined ? undefined : `${formatFull(ms, timeZone)} ${timeZone}`}>
      {ms === undefined ? '–' : `${formatDay(ms, timeZone)} ${formatClockMs(ms, timeZone)}`}
    </span>
  );
}

/** All pages in a row. The second may repeat the end of the first, where a document arrived late in between. */
function rowsOf([first, second, ...others]: HitsPage[]): DiscoverHit[] {
  const known = new Set(first?.hits.map((hit) => `${hit.index}/${hit.id}`));
  return [
    ...(first?.hits ?? []),
    ...(second?.hits.filter((hit) => !known.has(`${hit.index}/${hit.id}`)) ?? []),
    ...others.flatMap((page) => page.hits),
  ];
}

/** Documents, as many as there are: only those in view are in the page, the next ones are fetched while scrolling. */
export function DocumentTable({ state, fields }: Props) {
  const { hits, columns, dataView, timeZone, url, setUrl } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string>();
  const rows = useMemo(() => rowsOf(hits.data?.pages ?? []), [hits.data]);
  const timeField = dataView?.timeField ?? undefined;
  const template = `32px ${timeField ? '168px ' : ''}${columns.length === 0 ? 'minmax(400px, 1fr)' : columns.map((column) => (wide.test(column) ? 'minmax(220px, 3fr)' : levels.test(column) ? '76px' : columns.some((other) => wide.test(other)) ? 'minmax(90px, 170px)' : 'minmax(90px, 1fr)')).join(' ')}`;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    overscan: 20,
    getItemKey: (index) => `${rows[index]?.index}/${rows[index]?.id}`,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = hits;
  useEffect(() => {
    if (last >= rows.length - 60 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const sortedBy = url.sort ?? timeField;
  const sortable = (path: string) => fields.some((field) => field.path === path && !['text', 'geo_point', 'nested'].includes(field.type));
  const header = (path: string, label = path) => (
    <span key={path}>
      {sortable(path) ? (
        <button
          type="button"
          onClick={() => void setUrl({ sort: path, direction: sortedBy === path && url.direction === 'desc' ? 'asc' : 'desc' })}
        >
          {label} {sortedBy === path && (url.direction === 'desc' ? <IconArrowDown size={12} /> : <IconArrowUp size={12} />)}
        </button>
      ) : (
        label
      )}
    </span>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="docs" ref={scroller} tabIndex={0} role="region" aria-label={t('Documents')}>
      <div className="line headline" style={{ gridTemplateColumns: template }}>
        <span />
        {timeField && header(timeField, t('Time'))}
        {columns.length === 0 ? (
          <span>{t('Document')}</span>
        ) : (
          columns.map((column) => header(column, dataView?.fieldFormats[column]?.label ?? column))
        )}
      </div>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const hit = rows[item.index] as DiscoverHit;
          const key = `${hit.index}/${hit.id}`;
          const isOpen = key === open;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={item.index}
              style={{ position: 'absolute', top: 0, left: 0, width: '100%', transform: `translateY(${item.start}px)` }}
            >
              <div className={`line${isOpen ? ' open' : ''}`} style={{ gridTemplateColumns: template }}>
                <button
                  type="button"
                  className="toggle"
                  aria-expanded={isOpen}
                  aria-label={isOpen ? t('Close document') : t('Open document')}
                  onClick={() => setOpen(isOpen ? undefined : key)}
                >
                  {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                </button>
                {timeField && <Time hit={hit} field={timeField} timeZone={timeZone} />}
                {columns.length === 0 ? (
                  <Summary source={hit.source} />
                ) : (
                  columns.map((column) => <Cell key={column} source={hit.source} path={column} format={dataView?.fieldFormats[column]} />)
                )}
              </div>
              {isOpen && <DocumentDetail hit={hit} state={state} fields={fields} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
