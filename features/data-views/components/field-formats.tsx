'use client';

import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { FieldType } from '@/components/ui/field-type';
import { firstIssue } from '@/lib/i18n/first-issue';
import { locale } from '@/lib/i18n/language';
import { type Message, msg, t } from '@/lib/i18n/t';
import { colorRuleSchema, type DataViewInput, type FieldFormat, fieldFormatSchema } from '../schema';

interface Props {
  fields: { path: string; type: string }[];
  formats: DataViewInput['fieldFormats'];
  onChange: (formats: DataViewInput['fieldFormats']) => void;
}

const formats: [NonNullable<FieldFormat['format']> | '', Message][] = [
  ['', msg('As it is')],
  ['number', msg('Number')],
  ['bytes', msg('Bytes')],
  ['duration-ms', msg('Duration (ms)')],
  ['percent', msg('Percent')],
  ['money', msg('Money')],
  ['id', msg('Identifier')],
];
const tones = [
  ['good', msg('Green')],
  ['warn', msg('Amber')],
  ['bad', msg('Red')],
  ['accent', msg('Petrol')],
] as const;
const mostRows = 150;

type Rule = NonNullable<FieldFormat['colors']>[number];

function ColorRules({ rules, onChange }: { rules: Rule[]; onChange: (rules: Rule[]) => void }) {
  const change = (at: number, part: Partial<Rule>) => onChange(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
  return (
    <>
      {rules.map((rule, at) => (
        <div key={at} className="row" style={{ gap: 6 }}>
          <select
            className="inp soft"
            style={{ flex: '0 0 90px' }}
            aria-label={t('Colour rule {at}', { at: at + 1 })}
            value={rule.when}
            onChange={(event) => change(at, { when: event.target.value as Rule['when'] })}
          >
            <option value="is">{t('is')}</option>
            <option value="at-least">≥</option>
            <option value="below">&lt;</option>
          </select>
          <input
            className="inp soft"
            aria-label={t('Value of colour rule {at}', { at: at + 1 })}
            value={rule.value}
            onChange={(event) => change(at, { value: event.target.value })}
          />
          <select
            className="inp soft"
            style={{ flex: '0 0 100px' }}
            aria-label={t('Colour of rule {at}', { at: at + 1 })}
            value={rule.tone}
            onChange={(event) => change(at, { tone: event.target.value as Rule['tone'] })}
          >
            {tones.map(([tone, label]) => (
              <option key={tone} value={tone}>
                {t(label)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="btn sm icon"
            aria-label={t('Remove colour rule {at}', { at: at + 1 })}
            onClick={() => onChange(rules.filter((_, index) => index !== at))}
          >
            <IconX size={14} />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="btn sm line"
        onClick={() => onChange([...rules, colorRuleSchema.parse({ when: 'at-least', value: '0', tone: 'bad' })])}
      >
        <IconPlus size={14} /> {t('Colour rule')}
      </button>
    </>
  );
}

function FormatForm({
  path,
  format,
  onChange,
}: {
  path: string;
  format: FieldFormat;
  onChange: (format: FieldFormat | undefined) => void;
}) {
  const set = (part: Partial<FieldFormat>) => {
    const next = Object.fromEntries(
      Object.entries({ ...format, ...part }).filter(
        ([, value]) => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
      ),
    );
    onChange(Object.keys(next).length > 0 ? (next as FieldFormat) : undefined);
  };
  const wrong = firstIssue(fieldFormatSchema.safeParse(format).error);
  return (
    <div className="format-form">
      <div className="row" style={{ gap: 6 }}>
        <input
          className="inp soft"
          aria-label={t('Label of {path}', { path })}
          placeholder={t('Label')}
          value={format.label ?? ''}
          onChange={(event) => set({ label: event.target.value })}
        />
        <select
          className="inp soft"
          aria-label={t('Format of {path}', { path })}
          value={format.format ?? ''}
          onChange={(event) => set({ format: (event.target.value || undefined) as FieldFormat['format'] })}
        >
          {formats.map(([key, label]) => (
            <option key={key} value={key}>
              {t(label)}
            </option>
          ))}
        </select>
        <input
          className="inp soft"
          style={{ flex: '0 0 80px' }}
          aria-label={t('Unit of {path}', { path })}
          placeholder={t('Unit')}
          value={format.unit ?? ''}
          onChange={(event) => set({ unit: event.target.value })}
        />
      </div>
      <input
        className="inp soft mono"
        aria-label={t('Link of {path}', { path })}
        placeholder={t("Link, e.g. https://tickets.example.com/'{{'value'}}'")}
        value={format.url ?? ''}
        spellCheck={false}
        onChange={(event) => set({ url: event.target.value })}
      />
      <ColorRules rules={format.colors ?? []} onChange={(colors) => set({ colors })} />
      <label className="row">
        <input type="checkbox" checked={format.hidden ?? false} onChange={(event) => set({ hidden: event.target.checked })} />{' '}
        {t('Hidden in lists of fields')}
      </label>
      {wrong && <p className="form-error">{wrong}</p>}
    </div>
  );
}

/** How each field is written: label, format, unit, link, colours; hidden ones stay out of lists. */
export function FieldFormats({ fields, formats: given, onChange }: Props) {
  const [find, setFind] = useState('');
  const [opened, setOpened] = useState<string>();
  const shown = fields
    .filter(({ path }) => path.toLowerCase().includes(find.toLowerCase()))
    .sort((a, b) => Number(b.path in given) - Number(a.path in given));
  return (
    <div className="field-formats">
      <label className="inp-icon">
        <IconSearch size={16} />
        <span className="visually-hidden">{t('Find a field to format')}</span>
        <input
          className="inp soft with-icon"
          placeholder={t('Find among {count} fields', { count: fields.length.toLocaleString(locale()) })}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </label>
      <ul aria-label={t('Fields')}>
        {shown.slice(0, mostRows).map(({ path, type }) => (
          <li key={path}>
            <button
              type="button"
              className={`field-item${path in given ? ' on' : ''}`}
              aria-expanded={opened === path}
              onClick={() => setOpened(opened === path ? undefined : path)}
            >
              <FieldType type={type} />
              <span className="n">{path}</span>
              <span className="t3 ell">
                {[given[path]?.label, given[path]?.format, given[path]?.hidden && 'hidden'].filter(Boolean).join(', ')}
              </span>
            </button>
            {opened === path && (
              <FormatForm
                path={path}
                format={given[path] ?? {}}
                onChange={(format) => {
                  const { [path]: _, ...rest } = given;
                  onChange(format ? { ...rest, [path]: format } : rest);
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {shown.length > mostRows && (
        <p className="t3 hint">
          {t('And {count} more. Type to find them.', { count: (shown.length - mostRows).toLocaleString(locale()) })}
        </p>
      )}
    </div>
  );
}
