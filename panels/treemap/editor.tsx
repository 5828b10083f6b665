'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, NumberInput, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type TreemapConfig, treemapSchema } from './schema';

export function TreemapEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = treemapSchema.parse(stored);
  const set = (part: Partial<TreemapConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name={t('Parts')}>
        <FieldSelect name={t('Parts')} value={config.field} fields={fields} onChange={(field) => field && set({ field })} />
        <NumberInput name={t('How many parts')} value={config.size} least={2} most={50} onChange={(size) => set({ size })} />
      </Setting>
      <Setting name={t('Inside')}>
        <FieldSelect
          name={t('Parts of the parts')}
          value={config.inner?.field}
          fields={fields}
          none={t('Nothing')}
          onChange={(field) => set({ inner: field ? { field, size: config.inner?.size ?? 6 } : undefined })}
        />
      </Setting>
      <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
    </>
  );
}
