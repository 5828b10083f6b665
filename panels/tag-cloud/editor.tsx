'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, FieldSelect, NumberInput, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type TagCloudConfig, tagCloudSchema } from './schema';

export function TagCloudEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = tagCloudSchema.parse(stored);
  const set = (part: Partial<TagCloudConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql onChange={(source) => onChange({ ...config, source })} />
      {config.source.type === 'search' && (
        <>
          <Setting name={t('Words')}>
            <FieldSelect name={t('Words')} value={config.field} fields={fields} onChange={(field) => field && set({ field })} />
            <NumberInput name={t('How many words')} value={config.size} least={3} most={100} onChange={(size) => set({ size })} />
          </Setting>
          <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
        </>
      )}
      <Setting name={t('Order')}>
        <Choice
          name={t('Order')}
          value={config.order}
          options={[
            ['amount', t('By amount')],
            ['name', t('By name')],
          ]}
          onChange={(order) => set({ order })}
        />
      </Setting>
    </>
  );
}
