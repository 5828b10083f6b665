'use client';

import { t } from '../../lib/i18n/t';
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
      <Setting name={t('Number')}>
        <FieldSelect name={t('Number')} value={config.field} fields={fields} only="numbers" onChange={(field) => field && set({ field })} />
        <NumberInput name={t('About how many bars')} value={config.bins} least={4} most={100} onChange={(bins) => set({ bins })} />
      </Setting>
      <Setting name={t('Far ends')}>
        <Toggles options={[{ label: t('Leave a hundredth on each side out'), on: config.trim, change: (trim) => set({ trim }) }]} />
      </Setting>
    </>
  );
}
