'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { msg, t } from '../../lib/i18n/t';
import { Setting, Toggles } from '../shared/editor-parts';
import { nameMeasure } from '../shared/measure';
import type { SeriesStyle, XyConfig } from './schema';

interface Props {
  config: XyConfig;
  set: (part: Partial<XyConfig>) => void;
}

const marks = [
  ['', msg('As the panel')],
  ['line', msg('Line')],
  ['area', msg('Area')],
  ['bar', msg('Bar')],
  ['points', msg('Points')],
] as const;
const dashes = [
  ['solid', msg('Solid')],
  ['dashed', msg('Dashed')],
  ['dotted', msg('Dotted')],
] as const;

/** How one series is drawn, where not as the panel. */
function StyleRow({ name, style, onChange }: { name: string; style: SeriesStyle; onChange: (style: SeriesStyle | undefined) => void }) {
  const set = (part: Partial<SeriesStyle>) => {
    const next = Object.fromEntries(Object.entries({ ...style, ...part }).filter(([, value]) => value !== undefined && value !== 'solid'));
    onChange(Object.keys(next).length > 0 ? (next as SeriesStyle) : undefined);
  };
  return (
    <Setting name={name}>
      <select
        className="inp soft"
        aria-label={t('Shape of {name}', { name })}
        value={style.mark ?? ''}
        onChange={(event) => set({ mark: (event.target.value || undefined) as SeriesStyle['mark'] })}
      >
        {marks.map(([key, label]) => (
          <option key={key} value={key}>
            {t(label)}
          </option>
        ))}
      </select>
      <select
        className="inp soft"
        aria-label={t('Stroke of {name}', { name })}
        value={style.dash ?? 'solid'}
        onChange={(event) => set({ dash: event.target.value as SeriesStyle['dash'] })}
      >
        {dashes.map(([key, label]) => (
          <option key={key} value={key}>
            {t(label)}
          </option>
        ))}
      </select>
      <select
        className="inp soft"
        style={{ flex: '0 0 90px' }}
        aria-label={t('Colour of {name}', { name })}
        value={style.color ?? ''}
        onChange={(event) => set({ color: event.target.value ? Number(event.target.value) : undefined })}
      >
        <option value="">{t('Colour')}</option>
        {Array.from({ length: 10 }, (_, at) => (
          <option key={at} value={at + 1}>
            {at + 1}
          </option>
        ))}
      </select>
    </Setting>
  );
}

/** Second axis and styles of single series: by measure, or by the value that splits. */
export function SeriesSettings({ config, set }: Props) {
  const [value, setValue] = useState('');
  const style = (key: string, next: SeriesStyle | undefined) => {
    const { [key]: _, ...rest } = config.styles;
    set({ styles: next ? { ...rest, [key]: next } : rest });
  };
  const keys: [string, string][] = config.split
    ? Object.keys(config.styles).map((key) => [key, key])
    : config.measures.map((measure, at) => [`m${at}`, nameMeasure(measure)]);
  return (
    <>
      {!config.split && config.measures.length > 1 && (
        <Setting name={t('At the right')}>
          <Toggles
            options={config.measures.map((measure, at) => ({
              label: nameMeasure(measure),
              on: config.right.includes(at),
              change: (on) => set({ right: on ? [...config.right, at] : config.right.filter((other) => other !== at) }),
            }))}
          />
        </Setting>
      )}
      {(config.split || config.measures.length > 1) &&
        keys.map(([key, name]) => (
          <StyleRow key={key} name={name} style={config.styles[key] ?? {}} onChange={(next) => style(key, next)} />
        ))}
      {config.split && (
        <Setting name={t('Style of')}>
          <input
            className="inp soft"
            aria-label={t('Value to style')}
            placeholder={t('a value, e.g. checkout')}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
          <button
            type="button"
            className="btn sm line"
            disabled={!value.trim()}
            onClick={() => {
              style(value.trim(), { dash: 'dashed' });
              setValue('');
            }}
          >
            <IconPlus size={14} /> {t('Style')}
          </button>
        </Setting>
      )}
      {config.lines.map((line, at) => (
        <Setting key={at} name={at === 0 ? t('More lines') : ''}>
          <input
            className="inp soft"
            type="number"
            step="any"
            style={{ flex: '0 0 100px' }}
            aria-label={t('Value of line {at}', { at: at + 1 })}
            value={line.value}
            onChange={(event) =>
              set({
                lines: config.lines.map((other, index) => (index === at ? { ...other, value: event.target.valueAsNumber || 0 } : other)),
              })
            }
          />
          <input
            className="inp soft"
            aria-label={t('Label of line {at}', { at: at + 1 })}
            value={line.label}
            maxLength={60}
            onChange={(event) =>
              set({ lines: config.lines.map((other, index) => (index === at ? { ...other, label: event.target.value } : other)) })
            }
          />
          <button
            type="button"
            className="btn sm icon"
            aria-label={t('Remove line {at}', { at: at + 1 })}
            onClick={() => set({ lines: config.lines.filter((_, index) => index !== at) })}
          >
            <IconX size={14} />
          </button>
        </Setting>
      ))}
      {config.lines.length < 6 && (
        <Setting name={config.lines.length === 0 ? t('More lines') : ''}>
          <button type="button" className="btn sm line" onClick={() => set({ lines: [...config.lines, { value: 0, label: '' }] })}>
            <IconPlus size={14} /> {t('Line')}
          </button>
        </Setting>
      )}
    </>
  );
}
