'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, FieldSelect, NumberInput, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type ChangeConfig, changeSchema } from './schema';

export function ChangeEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = changeSchema.parse(stored);
  const set = (part: Partial<ChangeConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name={t('By')}>
        <FieldSelect name={t('By')} value={config.field} fields={fields} onChange={(field) => field && set({ field })} />
        <NumberInput name={t('How many values')} value={config.size} least={2} most={20} onChange={(size) => set({ size })} />
      </Setting>
      <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      <Setting name={t('Better is')}>
        <Choice
          name={t('Better is')}
          value={config.better}
          options={[
            ['higher', t('Higher')],
            ['lower', t('Lower')],
            ['neither', t('Neither')],
          ]}
          onChange={(better) => set({ better })}
        />
      </Setting>
    </>
  );
}
