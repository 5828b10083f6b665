'use client';

import { useState } from 'react';
import { firstIssue } from '../../lib/i18n/first-issue';
import { t } from '../../lib/i18n/t';
import type { PanelEditorProps } from '../editor-props';
import { Choice, Setting } from '../shared/editor-parts';
import { type ImageConfig, imageSchema } from './schema';

const read = (file: File) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

export function ImageEditor({ config: stored, onChange }: PanelEditorProps) {
  const parsed = imageSchema.safeParse(stored);
  const config = parsed.success ? parsed.data : imageSchema.parse({});
  const [problem, setProblem] = useState<string>();
  const [link, setLink] = useState(config.link);
  const set = (part: Partial<ImageConfig>) => {
    const next = imageSchema.safeParse({ ...config, ...part });
    setProblem(next.success ? undefined : firstIssue(next.error));
    if (next.success) onChange(next.data);
  };
  return (
    <>
      <Setting name={t('File')}>
        <input
          type="file"
          aria-label={t('Image file')}
          accept="image/png,image/jpeg,image/gif,image/webp,image/avif,image/svg+xml"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void read(file).then((image) => set({ image, alt: config.alt || file.name.replace(/\.[^.]+$/, '') }));
          }}
        />
      </Setting>
      {problem && <p className="form-error">{problem}</p>}
      <Setting name={t('It shows')}>
        <input
          className="inp soft"
          aria-label={t('What it shows')}
          value={config.alt}
          maxLength={300}
          onChange={(event) => set({ alt: event.target.value })}
        />
      </Setting>
      <Setting name={t('Fit')}>
        <Choice
          name={t('Fit')}
          value={config.fit}
          options={[
            ['contain', t('Whole')],
            ['cover', t('Filling')],
          ]}
          onChange={(fit) => set({ fit })}
        />
      </Setting>
      <Setting name={t('Link')}>
        <input
          className="inp soft mono"
          aria-label={t('Link')}
          value={link}
          placeholder="https://"
          onChange={(event) => {
            setLink(event.target.value);
            set({ link: event.target.value });
          }}
        />
      </Setting>
    </>
  );
}
