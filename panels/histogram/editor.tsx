'use client';

import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, NumberInput, Setting, Toggles } from '../shared/editor-parts';
import { SourceSetting } from '../shared/source-setting';
import { type HistogramConfig, histogramSchema } from './schema';

export function HistogramEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = histogramSchema.parse(stored);
  const set = (part: Partial<HistogramConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name="Number">
        <FieldSelect name="Number" value={config.field} fields={fields} only="numbers" onChange={(field) => field && set({ field })} />
        <NumberInput name="About how many bars" value={config.bins} least={4} most={100} onChange={(bins) => set({ bins })} />
      </Setting>
      <Setting name="Far ends">
        <Toggles options={[{ label: 'Leave a hundredth on each side out', on: config.trim, change: (trim) => set({ trim }) }]} />
      </Setting>
    </>
  );
}
