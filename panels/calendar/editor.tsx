'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, Setting } from '../shared/editor-parts';
import { MeasureSetting } from '../shared/measure-setting';
import { SourceSetting } from '../shared/source-setting';
import { type CalendarConfig, calendarSchema } from './schema';

export function CalendarEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = calendarSchema.parse(stored);
  const set = (part: Partial<CalendarConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql onChange={(source) => onChange({ ...config, source })} />
      {config.source.type === 'search' && (
        <MeasureSetting measure={config.measure} fields={fields} onChange={(measure) => set({ measure })} />
      )}
      <Setting name={t('Colours')}>
        <Choice
          name={t('Colours')}
          value={config.ramp}
          options={[
            ['cool', t('Cool')],
            ['warm', t('Warm')],
          ]}
          onChange={(ramp) => set({ ramp })}
        />
      </Setting>
    </>
  );
}
