'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, NumberInput, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type SankeyConfig, sankeySchema } from './schema';

export function SankeyEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = sankeySchema.parse(stored);
  const set = (part: Partial<SankeyConfig>) => onChange({ ...config, ...part });
  const shown = config.steps.length < 4 ? [...config.steps, undefined] : config.steps;
  const setStep = (at: number, field: string | undefined) => {
    if (!field) {
      if (config.steps.length > 2) set({ steps: config.steps.filter((_, index) => index !== at) });
      return;
    }
    set({
      steps:
        at < config.steps.length
          ? config.steps.map((step, index) => (index === at ? { ...step, field } : step))
          : [...config.steps, { field, size: 8 }],
    });
  };
  return (
    <>
      <SourceSetting source={config.source} sql onChange={(source) => onChange({ ...config, source })} />
      {config.source.type === 'search' && (
        <>
          {shown.map((step, at) => (
            <Setting key={at} name={at === 0 ? t('From') : t('to')}>
              <FieldSelect
                name={t('Step {at}', { at: at + 1 })}
                value={step?.field}
                fields={fields}
                none={at < 2 ? undefined : t('Nothing')}
                onChange={(field) => setStep(at, field)}
              />
              {step && (
                <NumberInput
                  name={t('How many values of step {at}', { at: at + 1 })}
                  value={step.size}
                  least={2}
                  most={30}
                  onChange={(size) => set({ steps: config.steps.map((other, index) => (index === at ? { ...other, size } : other)) })}
                />
              )}
            </Setting>
          ))}
          <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
        </>
      )}
    </>
  );
}
