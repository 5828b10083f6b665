'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, FieldSelect, Setting, Toggles } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type TableConfig, tableSchema } from './schema';

export function TableEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = tableSchema.parse(stored);
  const set = (part: Partial<TableConfig>) => onChange({ ...config, ...part });
  const rows = config.rows.length < 3 ? [...config.rows, undefined] : config.rows;
  const setRow = (index: number, field: string | undefined) =>
    set({
      rows: field
        ? config.rows[index]
          ? config.rows.map((row, at) => (at === index ? { ...row, field } : row))
          : [...config.rows, { field, size: 10 }]
        : config.rows.filter((_, at) => at !== index),
    });
  return (
    <>
      <Setting name={t('Look')}>
        <Choice
          name={t('Look')}
          value={config.display}
          options={[
            ['table', t('Table')],
            ['list', t('Ranked list')],
          ]}
          onChange={(display) => set({ display })}
        />
      </Setting>
      <SourceSetting source={config.source} sql onChange={(source) => onChange({ ...config, source })} />
      {config.source.type === 'search' && (
        <>
          {rows.map((row, index) => (
            <Setting key={index} name={index === 0 ? t('Rows') : t('then by')}>
              <FieldSelect
                name={t('Row field {at}', { at: index + 1 })}
                value={row?.field}
                fields={fields}
                none={index === 0 ? t('One row') : t('Nothing')}
                onChange={(field) => setRow(index, field)}
              />
              {row && (
                <input
                  className="inp soft"
                  type="number"
                  min={1}
                  max={1000}
                  style={{ flex: '0 0 70px' }}
                  aria-label={t('How many rows')}
                  value={row.size}
                  onChange={(event) =>
                    set({
                      rows: config.rows.map((other, at) =>
                        at === index ? { ...other, size: Math.min(1000, Math.max(1, Number(event.target.value))) } : other,
                      ),
                    })
                  }
                />
              )}
            </Setting>
          ))}
          {config.measures.map((measure, index) => (
            <div key={index} style={{ display: 'grid', gap: 8 }}>
              <MeasureSetting
                name={t('Column {at}', { at: index + 1 })}
                measure={measure}
                fields={fields}
                onChange={(next) => set({ measures: config.measures.map((other, at) => (at === index ? next : other)) })}
              />
              {index > 0 && (
                <button type="button" className="btn sm" onClick={() => set({ measures: config.measures.filter((_, at) => at !== index) })}>
                  <IconX size={14} /> {t('Remove column {index}', { index: index + 1 })}
                </button>
              )}
            </div>
          ))}
          <Setting name="">
            <button type="button" className="btn sm line" onClick={() => set({ measures: [...config.measures, { aggregation: 'count' }] })}>
              <IconPlus size={14} /> {t('Column')}
            </button>
          </Setting>
          <Setting name={t('Show')}>
            <Toggles
              options={[
                { label: t('Bars'), on: config.bar !== undefined, change: (on) => set({ bar: on ? 0 : undefined }) },
                { label: t('Course'), on: config.sparkline, change: (sparkline) => set({ sparkline }) },
              ]}
            />
          </Setting>
        </>
      )}
    </>
  );
}
