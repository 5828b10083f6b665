'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, NumberInput, Setting } from '../shared/editor-parts';
import { SourceSetting } from '../shared/source-setting';
import { type StateTimelineConfig, stateTimelineSchema } from './schema';

export function StateTimelineEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = stateTimelineSchema.parse(stored);
  const set = (part: Partial<StateTimelineConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name={t('Rows')}>
        <FieldSelect name={t('Rows')} value={config.rows} fields={fields} onChange={(rows) => rows && set({ rows })} />
        <NumberInput name={t('How many rows')} value={config.size} least={1} most={50} onChange={(size) => set({ size })} />
      </Setting>
      <Setting name={t('State')}>
        <FieldSelect name={t('State')} value={config.state} fields={fields} onChange={(state) => state && set({ state })} />
      </Setting>
    </>
  );
}
