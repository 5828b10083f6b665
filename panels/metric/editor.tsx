'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, Setting, Toggles } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type MetricConfig, metricSchema } from './schema';

export function MetricEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = metricSchema.parse(stored);
  const set = (part: Partial<MetricConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql onChange={(source) => onChange({ ...config, source })} />
      <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      <Setting name={t('Show')}>
        <Toggles
          options={[
            { label: t('Course'), on: config.sparkline, change: (sparkline) => set({ sparkline }) },
            { label: t('Change'), on: config.compare, change: (compare) => set({ compare }) },
          ]}
        />
      </Setting>
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
