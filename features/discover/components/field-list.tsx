'use client';

import { Popover } from '@mantine/core';
import { IconCircleMinus, IconCirclePlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FieldType } from '@/components/ui/field-type';
import type { TopValues } from '@/features/data-views/schema';
import type { FieldInfo } from '@/features/data-views/use-fields';
import { fetchJson } from '@/lib/http/fetch-json';
import type { Filter } from '@/lib/query/filters';
import type { DiscoverState } from '../use-discover';

const is = (field: string, value: string | number, negate: boolean): Filter => ({ field, operator: 'is', value, negate, disabled: false });

function TopValueList({ state, field }: { state: DiscoverState; field: FieldInfo }) {
  const { nowMs: _, ...context } = state.asked;
  const { data, error } = useQuery({
    queryKey: ['top-values', context, field.path],
    queryFn: ({ signal }) => fetchJson<TopValues>('/api/discover/top-values', { body: { ...context, field: field.path, size: 8 }, signal }),
    enabled: field.aggregatable && field.type !== 'geo_point' && field.type !== 'date',
  });
  if (!field.aggregatable || field.type === 'geo_point' || field.type === 'date')
    return (
      <p className="t3" style={{ padding: 10, fontSize: 12, width: 260 }}>
        No top values for fields of type {field.type}.
      </p>
    );
  if (error)
    return (
      <p className="form-error" style={{ padding: 10 }}>
        {error.message}
      </p>
    );
  if (!data)
    return (
      <p className="t3" style={{ padding: 10 }}>
        Counting …
      </p>
    );
  if (data.values.length === 0)
    return (
      <p className="t3" style={{ padding: 10, fontSize: 12 }}>
        No document in this time has this field.
      </p>
    );
  return (
    <ul className="values">
      <li style={{ display: 'block' }} className="t3">
        In {data.documents > 0 ? ((100 * data.total) / data.documents).toFixed(1) : '0'}% of {data.documents.toLocaleString('en-GB')}{' '}
        documents
      </li>
      {data.values.map(({ value, label, count }) => (
        <li key={label}>
          <span className="mono ell">{label}</span>
          <span className="num">{((100 * count) / Math.max(1, data.total)).toFixed(1)}%</span>
          <span className="row" style={{ gap: 0 }}>
            <button
              type="button"
              className="btn sm icon"
              aria-label={`Only ${label}`}
              onClick={() => state.addFilter(is(field.path, value, false))}
            >
              <IconCirclePlus size={14} />
            </button>
            <button
              type="button"
              className="btn sm icon"
              aria-label={`Without ${label}`}
              onClick={() => state.addFilter(is(field.path, value, true))}
            >
              <IconCircleMinus size={14} />
            </button>
          </span>
          <span className="b">
            <i style={{ width: `${(100 * count) / Math.max(1, data.total)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function FieldRow({ state, field, shown }: { state: DiscoverState; field: FieldInfo; shown: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="row" style={{ gap: 0 }}>
      <Popover opened={open} onChange={setOpen} position="right-start">
        <Popover.Target>
          <button
            type="button"
            className={`field-item${open ? ' on' : ''}`}
            onClick={() => setOpen(!open)}
            aria-label={`Top values of ${field.path}`}
          >
            <FieldType type={field.type} />
            <span className="n">{field.path}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>{open && <TopValueList state={state} field={field} />}</Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className="btn sm icon"
        aria-label={shown ? `Remove column ${field.path}` : `Add column ${field.path}`}
        onClick={() => state.toggleColumn(field.path)}
      >
        {shown ? <IconCircleMinus size={14} /> : <IconCirclePlus size={14} />}
      </button>
    </div>
  );
}

/** Fields with their types: a click shows the top values, the plus makes a column. */
export function FieldList({ state, fields, open }: { state: DiscoverState; fields: FieldInfo[]; open: boolean }) {
  const [find, setFind] = useState('');
  const matching = fields.filter((field) => field.path.toLowerCase().includes(find.toLowerCase()));
  const chosen = matching.filter((field) => state.columns.includes(field.path));
  const rest = matching.filter((field) => !state.columns.includes(field.path));
  return (
    <aside className={`fields${open ? ' open' : ''}`} aria-label="Fields">
      <label className="inp-icon" style={{ marginBottom: 8 }}>
        <IconSearch size={16} />
        <span className="visually-hidden">Find a field</span>
        <input className="inp soft with-icon" placeholder="Find a field" value={find} onChange={(event) => setFind(event.target.value)} />
      </label>
      {chosen.length > 0 && <div className="field-group">Columns</div>}
      {chosen.map((field) => (
        <FieldRow key={field.path} state={state} field={field} shown />
      ))}
      <div className="field-group">
        <span className="grow">All fields</span>
        <span className="t3 num">{rest.length}</span>
      </div>
      {rest.map((field) => (
        <FieldRow key={field.path} state={state} field={field} shown={false} />
      ))}
    </aside>
  );
}
