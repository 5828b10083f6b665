'use client';

import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { FieldType } from '@/components/ui/field-type';
import type { FieldInfo } from '@/features/data-views/use-fields';
import { t } from '@/lib/i18n/t';

/** Fields to start from; what the panel uses already stands first. */
export function FieldPalette({ fields, used, onChoose }: { fields: FieldInfo[]; used: string; onChoose: (field: FieldInfo) => void }) {
  const [find, setFind] = useState('');
  const shown = fields.filter((field) => field.path.toLowerCase().includes(find.toLowerCase()));
  const inPanel = shown.filter((field) => used.includes(`"${field.path}"`));
  const rest = shown.filter((field) => !inPanel.includes(field));
  const list = (name: string, entries: FieldInfo[]) =>
    entries.length > 0 && (
      <>
        <div className="field-group">{name}</div>
        {entries.map((field) => (
          <button
            key={field.path}
            type="button"
            className={`field-item${inPanel.includes(field) ? ' on' : ''}`}
            onClick={() => onChoose(field)}
            title={t('Chart {path}', { path: field.path })}
          >
            <FieldType type={field.type} />
            <span className="n">{field.path}</span>
          </button>
        ))}
      </>
    );
  return (
    <div className="fields">
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
      {list(t('In this panel'), inPanel)}
      {list(t('All fields, {count}', { count: rest.length }), rest)}
      {fields.length === 0 && (
        <p className="t3" style={{ padding: 8, fontSize: 12 }}>
          {t('No fields yet. Choose a data view that has documents.')}
        </p>
      )}
    </div>
  );
}
