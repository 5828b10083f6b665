'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type PieConfig, pieSchema } from './schema';

export function PieEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = pieSchema.parse(stored);
  const set = (part: Partial<PieConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name={t('Slices')}>
        <FieldSelect name={t('Slices')} value={config.field} fields={fields} onChange={(field) => field && set({ field })} />
        <input
          className="inp soft"
          type="number"
          min={2}
          max={8}
          style={{ flex: '0 0 70px' }}
          aria-label={t('How many slices')}
          value={config.size}
          onChange={(event) => set({ size: Math.min(8, Math.max(2, Number(event.target.value))) })}
        />
      </Setting>
      <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      <Setting name={t('In the middle')}>
        <input
          className="inp soft"
          aria-label={t('Word in the middle')}
          value={config.totalLabel}
          onChange={(event) => set({ totalLabel: event.target.value })}
        />
      </Setting>
    </>
  );
}
