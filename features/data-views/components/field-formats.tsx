'use client';

import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { FieldType } from '@/components/ui/field-type';
import { colorRuleSchema, type DataViewInput, type FieldFormat, fieldFormatSchema } from '../schema';

interface Props {
  fields: { path: string; type: string }[];
  formats: DataViewInput['fieldFormats'];
  onChange: (formats: DataViewInput['fieldFormats']) => void;
}

const formats: [NonNullable<FieldFormat['format']> | '', string][] = [
  ['', 'As it is'],
  ['number', 'Number'],
  ['bytes', 'Bytes'],
  ['duration-ms', 'Duration (ms)'],
  ['percent', 'Percent'],
  ['money', 'Money'],
  ['id', 'Identifier'],
];
const tones = [
  ['good', 'Green'],
  ['warn', 'Amber'],
  ['bad', 'Red'],
  ['accent', 'Petrol'],
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
            aria-label={`Colour rule ${at + 1}`}
            value={rule.when}
            onChange={(event) => change(at, { when: event.target.value as Rule['when'] })}
          >
            <option value="is">is</option>
            <option value="at-least">≥</option>
            <option value="below">&lt;</option>
          </select>
          <input
            className="inp soft"
            aria-label={`Value of colour rule ${at + 1}`}
            value={rule.value}
            onChange={(event) => change(at, { value: event.target.value })}
          />
          <select
            className="inp soft"
            style={{ flex: '0 0 100px' }}
            aria-label={`Colour of rule ${at + 1}`}
            value={rule.tone}
            onChange={(event) => change(at, { tone: event.target.value as Rule['tone'] })}
          >
            {tones.map(([tone, label]) => (
              <option key={tone} value={tone}>
                {label}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="btn sm icon"
            aria-label={`Remove colour rule ${at + 1}`}
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
        <IconPlus size={14} /> Colour rule
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
  const wrong = fieldFormatSchema.safeParse(format).error?.issues[0]?.message;
  return (
    <div className="format-form">
      <div className="row" style={{ gap: 6 }}>
        <input
          className="inp soft"
          aria-label={`Label of ${path}`}
          placeholder="Label"
          value={format.label ?? ''}
          onChange={(event) => set({ label: event.target.value })}
        />
        <select
          className="inp soft"
          aria-label={`Format of ${path}`}
          value={format.format ?? ''}
          onChange={(event) => set({ format: (event.target.value || undefined) as FieldFormat['format'] })}
        >
          {formats.map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
        <input
          className="inp soft"
          style={{ flex: '0 0 80px' }}
          aria-label={`Unit of ${path}`}
          placeholder="Unit"
          value={format.unit ?? ''}
          onChange={(event) => set({ unit: event.target.value })}
        />
      </div>
      <input
        className="inp soft mono"
        aria-label={`Link of ${path}`}
        placeholder="Link, e.g. https://tickets.example.com/{{value}}"
        value={format.url ?? ''}
        spellCheck={false}
        onChange={(event) => set({ url: event.target.value })}
      />
      <ColorRules rules={format.colors ?? []} onChange={(colors) => set({ colors })} />
      <label className="row">
        <input type="checkbox" checked={format.hidden ?? false} onChange={(event) => set({ hidden: event.target.checked })} /> Hidden in
        lists of fields
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
        <span className="visually-hidden">Find a field to format</span>
        <input
          className="inp soft with-icon"
          placeholder={`Find among ${fields.length.toLocaleString('en-GB')} fields`}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </label>
      <ul aria-label="Fields">
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
        <p className="t3 hint">And {(shown.length - mostRows).toLocaleString('en-GB')} more. Type to find them.</p>
      )}
    </div>
  );
}
