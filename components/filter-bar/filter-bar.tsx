'use client';

import { Popover } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { describeFilter, type Filter } from '@/lib/query/filters';
import { t } from '../../lib/i18n/t';

export interface FilterField {
  path: string;
  type: string;
}

const numeric = /^(long|integer|short|byte|double|float|half_float|scaled_float|unsigned_long)$/;

function typedValue(text: string, type: string | undefined): string | number | boolean {
  if (type && numeric.test(type) && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return type === 'boolean' ? text === 'true' : text;
}

function valueText(filter: Filter | undefined): string {
  const value = filter?.value;
  if (Array.isArray(value)) return value.join(', ');
  if (value && typeof value === 'object')
    return !('gte' in value || 'gt' in value || 'lt' in value || 'lte' in value)
      ? ''
      : `${value.gte ?? value.gt ?? ''} – ${value.lt ?? value.lte ?? ''}`;
  return value === undefined ? '' : String(value);
}

function build(field: string, operator: Filter['operator'], text: string, type: string | undefined, before: Filter | undefined): Filter {
  const base = { field, operator, negate: before?.negate ?? false, disabled: false };
  if (operator === 'exists') return base;
  if (operator === 'is-one-of')
    return {
      ...base,
      value: text
        .split(',')
        .map((part) => typedValue(part.trim(), type))
        .filter((part) => part !== ''),
    };
  if (operator === 'range') {
    const [low = '', high = ''] = text.split(/\s+[–-]\s+|\.\./);
    return {
      ...base,
      value: {
        ...(low.trim() ? { gte: typedValue(low.trim(), type) } : {}),
        ...(high.trim() ? { lt: typedValue(high.trim(), type) } : {}),
      } as Filter['value'],
    };
  }
  return { ...base, value: typedValue(text, type) };
}

function FilterForm({ filter, fields, onApply }: { filter?: Filter; fields: FilterField[]; onApply: (filter: Filter) => void }) {
  const [field, setField] = useState(filter?.field ?? '');
  const [operator, setOperator] = useState<Filter['operator']>(filter?.operator ?? 'is');
  const [text, setText] = useState(valueText(filter));
  const known = fields.find((candidate) => candidate.path === field);
  const ready = field !== '' && (operator === 'exists' || text.trim() !== '');
  return (
    <form
      style={{ display: 'grid', gap: 10, padding: 10, width: 260 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onApply(build(field, operator, text, known?.type, filter));
      }}
    >
      <label className="field">
        <span>{t('Field')}</span>
        <input
          className="inp mono"
          list="filter-fields"
          value={field}
          onChange={(event) => setField(event.target.value)}
          data-autofocus
          spellCheck={false}
        />
        <datalist id="filter-fields">
          {fields.map((candidate) => (
            <option key={candidate.path} value={candidate.path} />
          ))}
        </datalist>
      </label>
      <label className="field">
        <span>{t('Condition')}</span>
        <select className="inp" value={operator} onChange={(event) => setOperator(event.target.value as Filter['operator'])}>
          <option value="is">{t('is')}</option>
          <option value="is-one-of">{t('is one of')}</option>
          <option value="range">{t('is between')}</option>
          <option value="exists">{t('exists')}</option>
        </select>
      </label>
      {operator !== 'exists' && (
        <label className="field">
          <span>{t('Value')}</span>
          <input
            className="inp"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={operator === 'is-one-of' ? t('DE, FR, NL') : operator === 'range' ? '100 – 500' : ''}
          />
        </label>
      )}
      <button type="submit" className="btn solid" disabled={!ready}>
        {filter ? t('Change filter') : t('Add filter')}
      </button>
    </form>
  );
}

function Pill({
  filter,
  fields,
  onChange,
  onRemove,
}: {
  filter: Filter;
  fields: FilterField[];
  onChange: (filter: Filter) => void;
  onRemove: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState(false);
  const { field, verb, value } = describeFilter(filter);
  const change = (next: Filter) => {
    onChange(next);
    setOpen(false);
    setEditing(false);
  };
  return (
    <span className={`pill${filter.disabled ? ' off' : ''}${filter.negate ? ' not' : ''}`}>
      <Popover
        opened={open}
        onChange={(next) => {
          setOpen(next);
          setEditing(false);
        }}
        position="bottom-start"
      >
        <Popover.Target>
          <button type="button" onClick={() => setOpen(!open)} aria-label={t('Filter {field} {verb} {value}', { field, verb, value })}>
            <span className="ell">{field}</span> <b>{verb}</b> <span className="ell">{value}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {editing ? (
            <FilterForm filter={filter} fields={fields} onApply={change} />
          ) : (
            <div style={{ width: 170 }}>
              <button type="button" className="item" onClick={() => setEditing(true)}>
                {t('Edit')}
              </button>
              <button type="button" className="item" onClick={() => change({ ...filter, negate: !filter.negate })}>
                {filter.negate ? t('Include instead') : t('Exclude instead')}
              </button>
              <button type="button" className="item" onClick={() => change({ ...filter, disabled: !filter.disabled })}>
                {filter.disabled ? t('Switch on') : t('Switch off')}
              </button>
              <button type="button" className="item danger" onClick={onRemove}>
                {t('Remove')}
              </button>
            </div>
          )}
        </Popover.Dropdown>
      </Popover>
      <button type="button" aria-label={t('Remove filter {field} {verb} {value}', { field, verb, value })} onClick={onRemove}>
        <IconX size={14} />
      </button>
    </span>
  );
}

/** Pills that can be edited, negated, switched off and removed, and one more. */
export function FilterBar({
  filters,
  fields,
  onChange,
  mayAdd = true,
}: {
  filters: Filter[];
  fields: FilterField[];
  onChange: (filters: Filter[]) => void;
  mayAdd?: boolean;
}) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {filters.map((filter, index) => (
        <Pill
          key={`${index}${filter.field}`}
          filter={filter}
          fields={fields}
          onChange={(next) => onChange(filters.map((other, at) => (at === index ? next : other)))}
          onRemove={() => onChange(filters.filter((_, at) => at !== index))}
        />
      ))}
      {mayAdd && (
        <Popover opened={adding} onChange={setAdding} position="bottom-start">
          <Popover.Target>
            <button type="button" className="btn sm" onClick={() => setAdding(!adding)}>
              <IconPlus size={14} /> {t('Filter')}
            </button>
          </Popover.Target>
          <Popover.Dropdown>
            <FilterForm
              fields={fields}
              onApply={(filter) => {
                onChange([...filters, filter]);
                setAdding(false);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}
