'use client';

import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { markdownSchema } from './schema';

export function MarkdownEditor({ config, onChange }: PanelEditorProps) {
  return (
    <textarea
      className="inp mono"
      rows={14}
      aria-label={t('Text (Markdown)')}
      value={markdownSchema.parse(config).text}
      onChange={(event) => onChange({ text: event.target.value })}
    />
  );
}
