'use client';

import type { PanelEditorProps } from '../editor-props';
import { markdownSchema } from './schema';

export function MarkdownEditor({ config, onChange }: PanelEditorProps) {
  return (
    <textarea
      className="inp mono"
      rows={14}
      aria-label="Text (Markdown)"
      value={markdownSchema.parse(config).text}
      onChange={(event) => onChange({ text: event.target.value })}
    />
  );
}
