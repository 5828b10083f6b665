'use client';

import { useState } from 'react';
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
    setProblem(next.success ? undefined : next.error.issues[0]?.message);
    if (next.success) onChange(next.data);
  };
  return (
    <>
      <Setting name="File">
        <input
          type="file"
          aria-label="Image file"
          accept="image/png,image/jpeg,image/gif,image/webp,image/avif,image/svg+xml"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void read(file).then((image) => set({ image, alt: config.alt || file.name.replace(/\.[^.]+$/, '') }));
          }}
        />
      </Setting>
      {problem && <p className="form-error">{problem}</p>}
      <Setting name="It shows">
        <input
          className="inp soft"
          aria-label="What it shows"
          value={config.alt}
          maxLength={300}
          onChange={(event) => set({ alt: event.target.value })}
        />
      </Setting>
      <Setting name="Fit">
        <Choice
          name="Fit"
          value={config.fit}
          options={[
            ['contain', 'Whole'],
            ['cover', 'Filling'],
          ]}
          onChange={(fit) => set({ fit })}
        />
      </Setting>
      <Setting name="Link">
        <input
          className="inp soft mono"
          aria-label="Link"
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
