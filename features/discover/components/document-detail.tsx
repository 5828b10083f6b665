'use client';

import { IconCircleMinus, IconCirclePlus, IconColumns2 } from '@tabler/icons-react';
import { useState } from 'react';
import { FieldType } from '@/components/ui/field-type';
import { Formatted } from '@/components/ui/formatted';
import { formatField } from '@/features/data-views/format-field';
import { t } from '@/lib/i18n/t';
import type { Filter } from '@/lib/query/filters';
import { flatten, showValue } from '../flatten';
import type { DiscoverHit } from '../schema';
import type { DiscoverState } from '../use-discover';
import { DocumentDifference } from './document-difference';
import { Surrounding } from './surrounding';

const scalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A document opened: its fields, each with "only this", "without this" and "as a column", or its JSON. */
export function DocumentDetail({
  hit,
  state,
  fields,
}: {
  hit: DiscoverHit;
  state: DiscoverState;
  fields: { path: string; type: string }[];
}) {
  const [tab, setTab] = useState<'Fields' | 'JSON' | 'Around'>('Fields');
  const filter = (path: string, value: string | number | boolean, negate: boolean): Filter => ({
    field: path,
    operator: 'is',
    value,
    negate,
    disabled: false,
  });
  const keywordOf = (path: string) =>
    fields.find((field) => field.path === path)?.type === 'text' && fields.some((field) => field.path === `${path}.keyword`)
      ? `${path}.keyword`
      : path;
  const tabs = ['Fields', 'JSON', ...(state.dataView?.timeField ? (['Around'] as const) : [])] as const;
  const { marked, setMarked } = state;
  const isMarked = marked?.id === hit.id && marked.index === hit.index;
  const [difference, setDifference] = useState(false);
  return (
    <div className="detail">
      <div className="tabs" role="tablist">
        {tabs.map((name) => (
          <button key={name} type="button" role="tab" aria-selected={name === tab} onClick={() => setTab(name)}>
            {name}
          </button>
        ))}
        <span className="grow" />
        {marked && !isMarked && (
          <button type="button" className="btn sm line" onClick={() => setDifference(true)}>
            {t('Compare with the marked one')}
          </button>
        )}
        <button type="button" className="btn sm" aria-pressed={isMarked} onClick={() => setMarked(isMarked ? undefined : hit)}>
          {isMarked ? t('Marked') : t('Mark to compare')}
        </button>
        <span className="t3 mono" style={{ alignSelf: 'center' }}>
          {hit.index} / {hit.id}
        </span>
      </div>
      {difference && marked && <DocumentDifference left={marked} right={hit} onClose={() => setDifference(false)} />}
      {tab === 'Around' ? (
        <Surrounding hit={hit} state={state} />
      ) : tab === 'JSON' ? (
        <pre>{JSON.stringify(hit.source, null, 2)}</pre>
      ) : (
        <dl>
          {flatten(hit.source).map(([path, value]) => (
            <div key={path} className="kv">
              <FieldType type={fields.find((field) => field.path === path)?.type ?? 'keyword'} />
              <dt title={path}>{path}</dt>
              <dd>
                <Formatted value={formatField(state.dataView?.fieldFormats[path], value, showValue(value))} />
              </dd>
              <span className="do">
                {scalar(value) && (
                  <button
                    type="button"
                    className="btn sm icon"
                    aria-label={t('Only {path} {value}', { path, value: String(value) })}
                    onClick={() => state.addFilter(filter(keywordOf(path), value, false))}
                  >
                    <IconCirclePlus size={14} />
                  </button>
                )}
                {scalar(value) && (
                  <button
                    type="button"
                    className="btn sm icon"
                    aria-label={t('Without {path} {value}', { path, value: String(value) })}
                    onClick={() => state.addFilter(filter(keywordOf(path), value, true))}
                  >
                    <IconCircleMinus size={14} />
                  </button>
                )}
                <button
                  type="button"
                  className="btn sm icon"
                  aria-label={t('Column {path}', { path })}
                  onClick={() => state.toggleColumn(path)}
                >
                  <IconColumns2 size={14} />
                </button>
              </span>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
