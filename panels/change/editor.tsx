'use client';

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
      <Setting name="By">
        <FieldSelect name="By" value={config.field} fields={fields} onChange={(field) => field && set({ field })} />
        <NumberInput name="How many values" value={config.size} least={2} most={20} onChange={(size) => set({ size })} />
      </Setting>
      <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      <Setting name="Better is">
        <Choice
          name="Better is"
          value={config.better}
          options={[
            ['higher', 'Higher'],
            ['lower', 'Lower'],
            ['neither', 'Neither'],
          ]}
          onChange={(better) => set({ better })}
        />
      </Setting>
    </>
  );
}
