'use client';

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
      <Setting name="Message">
        <FieldSelect
          name="Message"
          value={config.messageField}
          fields={fields}
          only="any"
          onChange={(field) => field && set({ messageField: field })}
        />
      </Setting>
      <Setting name="Level">
        <FieldSelect name="Level" value={config.levelField} fields={fields} none="None" onChange={(levelField) => set({ levelField })} />
      </Setting>
      <Setting name="Column">
        <FieldSelect
          name="Column"
          value={config.columns[0]}
          fields={fields}
          only="any"
          none="None"
          onChange={(field) => set({ columns: field ? [field] : [] })}
        />
      </Setting>
      <Setting name="Lines">
        <input
          className="inp soft"
          type="number"
          min={5}
          max={500}
          aria-label="Lines"
          value={config.size}
          onChange={(event) => set({ size: Math.min(500, Math.max(5, Number(event.target.value))) })}
        />
      </Setting>
    </>
  );
}
