'use client';

import { Popover } from '@mantine/core';
import { IconCircleMinus, IconCirclePlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { FieldType } from '@/components/ui/field-type';
import type { FieldInfo } from '@/features/data-views/use-fields';
import { t } from '@/lib/i18n/t';
import type { DiscoverState } from '../use-discover';
import { FieldStatistics } from './field-statistics';

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
            aria-label={t('Statistics of {path}', { path: field.path })}
          >
            <FieldType type={field.type} />
            <span className="n" title={field.path}>
              {state.dataView?.fieldFormats[field.path]?.label ?? field.path}
            </span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>{open && <FieldStatistics state={state} field={field} />}</Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className="btn sm icon"
        aria-label={shown ? t('Remove column {path}', { path: field.path }) : t('Add column {path}', { path: field.path })}
        onClick={() => state.toggleColumn(field.path)}
      >
        {shown ? <IconCircleMinus size={14} /> : <IconCirclePlus size={14} />}
      </button>
    </div>
  );
}

const mostRows = 300;

/** Fields with their types: a click shows how its values lie, the plus makes a column. */
export function FieldList({ state, fields, open }: { state: DiscoverState; fields: FieldInfo[]; open: boolean }) {
  const [find, setFind] = useState('');
  const formats = state.dataView?.fieldFormats ?? {};
  const matching = fields.filter(
    ({ path }) => !formats[path]?.hidden && `${path} ${formats[path]?.label ?? ''}`.toLowerCase().includes(find.toLowerCase()),
  );
  const chosen = matching.filter((field) => state.columns.includes(field.path));
  const rest = matching.filter((field) => !state.columns.includes(field.path));
  return (
    <aside className={`fields${open ? ' open' : ''}`} aria-label={t('Fields')}>
      <label className="inp-icon" style={{ marginBottom: 8 }}>
        <IconSearch size={16} />
        <span className="visually-hidden">{t('Find a field')}</span>
        <input
          className="inp soft with-icon"
          placeholder={t('Find a field')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </label>
      {chosen.length > 0 && <div className="field-group">{t('Columns')}</div>}
      {chosen.map((field) => (
        <FieldRow key={field.path} state={state} field={field} shown />
      ))}
      <div className="field-group">
        <span className="grow">{t('All fields')}</span>
        <span className="t3 num">{rest.length}</span>
      </div>
      {rest.slice(0, mostRows).map((field) => (
        <FieldRow key={field.path} state={state} field={field} shown={false} />
      ))}
      {rest.length > mostRows && <p className="t3 hint">{t('And {count} more. Type to find them.', { count: rest.length - mostRows })}</p>}
    </aside>
  );
}
