'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { FieldSelect, Setting } from '../shared/editor-parts';
import { SourceSetting } from '../shared/source-setting';
import { type LogStreamConfig, logStreamSchema } from './schema';

export function LogStreamEditor({ config: stored, fields, onChange }: PanelEditorProps) {
  const config = logStreamSchema.parse(stored);
  const set = (part: Partial<LogStreamConfig>) => onChange({ ...config, ...part });
  return (
    <>
      <SourceSetting source={config.source} sql={false} onChange={(source) => onChange({ ...config, source })} />
      <Setting name={t('Message')}>
        <FieldSelect
          name={t('Message')}
          value={config.messageField}
          fields={fields}
          only="any"
          onChange={(field) => field && set({ messageField: field })}
        />
      </Setting>
      <Setting name={t('Level')}>
        <FieldSelect
          name={t('Level')}
          value={config.levelField}
          fields={fields}
          none={t('None')}
          onChange={(levelField) => set({ levelField })}
        />
      </Setting>
      <Setting name={t('Column')}>
        <FieldSelect
          name={t('Column')}
          value={config.columns[0]}
          fields={fields}
          only="any"
          none={t('None')}
          onChange={(field) => set({ columns: field ? [field] : [] })}
        />
      </Setting>
      <Setting name={t('Lines')}>
        <input
          className="inp soft"
          type="number"
          min={5}
          max={500}
          aria-label={t('Lines')}
          value={config.size}
          onChange={(event) => set({ size: Math.min(500, Math.max(5, Number(event.target.value))) })}
        />
      </Setting>
    </>
  );
}
