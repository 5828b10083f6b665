'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, FieldSelect, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type HeatmapConfig, heatmapSchema } from './schema';

export function HeatmapEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = heatmapSchema.parse(stored);
  const set = (part: Partial<HeatmapConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name={t('Layout')}>
        <Choice
          name={t('Layout')}
          value={config.layout}
          options={[
            ['week', t('Hours of the week')],
            ['time', t('Values over time')],
          ]}
          onChange={(layout) =>
            set({
              layout,
              ...(layout === 'time' && !config.field ? { field: fields.find((field) => field.type === 'keyword')?.path } : {}),
            })
          }
        />
      </Setting>
      {config.layout === 'time' && (
        <Setting name={t('Rows')}>
          <FieldSelect name={t('Rows')} value={config.field} fields={fields} onChange={(field) => set({ field })} />
        </Setting>
      )}
      <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      <Setting name={t('Colours')}>
        <Choice
          name={t('Colours')}
          value={config.ramp}
          options={[
            ['cool', t('Cool')],
            ['warm', t('Warm')],
          ]}
          onChange={(ramp) => set({ ramp })}
        />
      </Setting>
    </>
  );
}
