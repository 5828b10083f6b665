'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, FieldSelect, NumberInput, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type BulletConfig, bulletSchema } from './schema';

export function BulletEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = bulletSchema.parse(stored);
  const set = (part: Partial<BulletConfig>) => onChange({ ...config, ...part });
  const amount = (name: string, value: number | undefined, change: (value: number | undefined) => void) => (
    <input
      className="inp soft"
      type="number"
      step="any"
      aria-label={name}
      placeholder={name.toLowerCase()}
      value={value ?? ''}
      onChange={(event) => change(event.target.value === '' ? undefined : Number(event.target.value))}
    />
  );
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      <Setting name={t('For every')}>
        <FieldSelect name={t('For every')} value={config.by} fields={fields} none={t('all together')} onChange={(by) => set({ by })} />
        {config.by && <NumberInput name={t('How many')} value={config.size} least={1} most={20} onChange={(size) => set({ size })} />}
      </Setting>
      <Setting name={t('Target')}>
        {amount('Target', config.target, (target) => set({ target }))}
        <Choice
          name={t('Better')}
          value={config.better}
          options={[
            ['higher', t('at least')],
            ['lower', t('at most')],
          ]}
          onChange={(better) => set({ better })}
        />
      </Setting>
      <Setting name={t('Scale to')}>
        {amount('Automatic', config.most, (most) => set({ most: most && most > 0 ? most : undefined }))}
      </Setting>
    </>
  );
}
