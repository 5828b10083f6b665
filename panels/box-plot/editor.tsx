'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, NumberInput, Setting } from '../shared/editor-parts';
import { SourceSetting } from '../shared/source-setting';
import { type BoxPlotConfig, boxPlotSchema } from './schema';

export function BoxPlotEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = boxPlotSchema.parse(stored);
  const set = (part: Partial<BoxPlotConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name={t('Number')}>
        <FieldSelect name={t('Number')} value={config.field} fields={fields} only="numbers" onChange={(field) => field && set({ field })} />
      </Setting>
      <Setting name={t('For every')}>
        <FieldSelect name={t('For every')} value={config.by} fields={fields} none={t('all together')} onChange={(by) => set({ by })} />
        {config.by && <NumberInput name={t('How many')} value={config.size} least={1} most={30} onChange={(size) => set({ size })} />}
      </Setting>
    </>
  );
}
