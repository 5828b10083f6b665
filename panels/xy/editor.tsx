'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, FieldSelect, Setting, Toggles } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { DrawingSettings } from './drawing-settings';
import { type XyConfig, xySchema } from './schema';
import { SeriesSettings } from './series-settings';

const intervals = ['auto', '10s', '1m', '5m', '15m', '30m', '1h', '3h', '12h', '1d', '1w', '1M'];

function Axis({ config, fields, set }: { config: XyConfig; fields: PanelEditorProps['fields']; set: (part: Partial<XyConfig>) => void }) {
  const { x } = config;
  const change = (type: string) =>
    set({
      x:
        type === 'time'
          ? { type: 'time', interval: 'auto' }
          : type === 'terms'
            ? { type: 'terms', field: fields.find((field) => field.type === 'keyword')?.path ?? '', size: 10 }
            : { type: 'histogram', field: fields.find((field) => /long|double|float|integer/.test(field.type))?.path ?? '', interval: 10 },
    });
  return (
    <Setting name={t('Horizontal')}>
      <select className="inp soft" aria-label={t('Horizontal axis')} value={x.type} onChange={(event) => change(event.target.value)}>
        <option value="time">{t('Time')}</option>
        <option value="terms">{t('Values of a field')}</option>
        <option value="histogram">{t('Number ranges')}</option>
      </select>
      {x.type === 'time' && (
        <select
          className="inp soft"
          aria-label={t('Interval')}
          value={x.interval}
          onChange={(event) => set({ x: { type: 'time', interval: event.target.value } })}
        >
          {intervals.map((interval) => (
            <option key={interval} value={interval}>
              {interval === 'auto' ? t('Automatic interval') : interval}
            </option>
          ))}
        </select>
      )}
      {x.type === 'terms' && (
        <FieldSelect
          name={t('Field of the axis')}
          value={x.field}
          fields={fields}
          onChange={(field) => field && set({ x: { ...x, field } })}
        />
      )}
      {x.type === 'histogram' && (
        <>
          <FieldSelect
            name={t('Field of the axis')}
            value={x.field}
            fields={fields}
            only="numbers"
            onChange={(field) => field && set({ x: { ...x, field } })}
          />
          <input
            className="inp soft"
            type="number"
            step="any"
            style={{ flex: '0 0 80px' }}
            aria-label={t('Width of a range')}
            value={x.interval}
            onChange={(event) => Number(event.target.value) > 0 && set({ x: { ...x, interval: Number(event.target.value) } })}
          />
        </>
      )}
    </Setting>
  );
}

export function XyEditor({ config: stored, fields, dataViews, onChange }: PanelEditorProps) {
  const config = xySchema.parse(stored);
  const set = (part: Partial<XyConfig>) => onChange({ ...config, ...part });
  const single = config.x.type === 'time' && !config.split;
  const isSql = config.source.type !== 'search';
  return (
    <>
      <Setting name={t('Shape')}>
        <Choice
          name={t('Shape')}
          value={config.mark}
          options={[
            ['line', t('Line')],
            ['area', t('Area')],
            ['bar', t('Bar')],
          ]}
          onChange={(mark) => set({ mark })}
        />
        <Choice
          name={t('Stacking')}
          value={config.stack}
          options={[
            ['none', t('Side by side')],
            ['stacked', t('Stacked')],
            ['percent', '100%'],
          ]}
          onChange={(stack) => set({ stack })}
        />
      </Setting>
      <SourceSetting source={config.source} sql onChange={(source) => onChange({ ...config, source })} />
      {!isSql && (
        <>
          <Axis config={config} fields={fields} set={set} />
          {config.measures.map((measure, index) => (
            <div key={index} style={{ display: 'grid', gap: 8, position: 'relative' }}>
              <MeasureSetting
                name={index === 0 ? t('Vertical') : t('Vertical {at}', { at: index + 1 })}
                measure={measure}
                fields={fields}
                onChange={(next) => set({ measures: config.measures.map((other, at) => (at === index ? next : other)) })}
              />
              {index > 0 && (
                <button type="button" className="btn sm" onClick={() => set({ measures: config.measures.filter((_, at) => at !== index) })}>
                  <IconX size={14} /> {t('Remove measure {index}', { index: index + 1 })}
                </button>
              )}
            </div>
          ))}
          {!config.split && config.measures.length < 6 && (
            <Setting name="">
              <button
                type="button"
                className="btn sm line"
                onClick={() => set({ measures: [...config.measures, { aggregation: 'count' }] })}
              >
                <IconPlus size={14} /> {t('Measure')}
              </button>
            </Setting>
          )}
          <Setting name={t('Split by')}>
            <FieldSelect
              name={t('Split by')}
              value={config.split?.field}
              fields={fields}
              none={t('Nothing')}
              onChange={(field) =>
                set({
                  split: field ? { field, size: config.split?.size ?? 5, other: config.split?.other ?? false } : undefined,
                  measures: config.measures.slice(0, 1),
                })
              }
            />
            {config.split && (
              <input
                className="inp soft"
                type="number"
                min={1}
                max={500}
                style={{ flex: '0 0 70px' }}
                aria-label={t('How many values')}
                value={config.split.size}
                onChange={(event) =>
                  config.split && set({ split: { ...config.split, size: Math.min(500, Math.max(1, Number(event.target.value))) } })
                }
              />
            )}
          </Setting>
          <Setting name={t('Marks')}>
            {single ? (
              <Toggles
                options={[
                  {
                    label: t('Anomalies'),
                    on: config.anomalies.enabled,
                    change: (enabled) => set({ anomalies: { ...config.anomalies, enabled } }),
                  },
                  {
                    label: t('Forecast'),
                    on: config.forecast.enabled,
                    change: (enabled) => set({ forecast: { ...config.forecast, enabled } }),
                  },
                ]}
              />
            ) : (
              <span className="t3" style={{ fontSize: 12 }}>
                {t('Anomalies and forecast need one series over time.')}
              </span>
            )}
          </Setting>
          <Setting name={t('Results')}>
            <select
              className="inp soft"
              aria-label={t('Results of someone else')}
              value={config.external?.dataView ?? ''}
              onChange={(event) => set({ external: event.target.value ? { ...config.external, dataView: event.target.value } : undefined })}
            >
              <option value="">{t('Results of no one else')}</option>
              {dataViews
                .filter((view) => view.timeField)
                .map((view) => (
                  <option key={view.id} value={view.id}>
                    {view.title}
                  </option>
                ))}
            </select>
            {config.external && (
              <input
                className="inp soft mono"
                aria-label={t('Entity of the results')}
                placeholder={t('entity')}
                value={config.external.entity ?? ''}
                onChange={(event) => config.external && set({ external: { ...config.external, entity: event.target.value || undefined } })}
              />
            )}
          </Setting>
          {single && config.anomalies.enabled && (
            <Setting name={t('Sensitivity')}>
              <input
                type="range"
                min={0.2}
                max={3}
                step={0.1}
                aria-label={t('Sensitivity')}
                value={config.anomalies.sensitivity}
                onChange={(event) => set({ anomalies: { enabled: true, sensitivity: Number(event.target.value) } })}
              />
              <span className="num t3">{config.anomalies.sensitivity.toFixed(1)}</span>
            </Setting>
          )}
        </>
      )}
      <DrawingSettings config={config} set={set} />
      <SeriesSettings config={config} set={set} />
    </>
  );
}
