'use client';

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
      <Setting name="Number">
        <FieldSelect name="Number" value={config.field} fields={fields} only="numbers" onChange={(field) => field && set({ field })} />
      </Setting>
      <Setting name="For every">
        <FieldSelect name="For every" value={config.by} fields={fields} none="all together" onChange={(by) => set({ by })} />
        {config.by && <NumberInput name="How many" value={config.size} least={1} most={30} onChange={(size) => set({ size })} />}
      </Setting>
    </>
  );
}
