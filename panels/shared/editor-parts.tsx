'use client';

import type { ReactNode } from 'react';
import { Switch } from '../../components/ui/switch';
import type { EditorField } from '../editor-props';
import { isNumericType, isTermType } from './suggest-measure';

export function Setting({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="setting">
      <span>{name}</span>
      <div>{children}</div>
    </div>
  );
}

export function Choice<T extends string>({
  name,
  value,
  options,
  onChange,
}: {
  name: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}) {
  return (
    <div className="seg" role="radiogroup" aria-label={name}>
      {options.map(([key, label]) => (
        <button key={key} type="button" role="radio" aria-checked={key === value} onClick={() => onChange(key)}>
          {label}
        </button>
      ))}
    </div>
  );
}

/** A whole number between two others. */
export function NumberInput({
  name,
  value,
  least,
  most,
  onChange,
}: {
  name: string;
  value: number;
  least: number;
  most: number;
  onChange: (value: number) => void;
}) {
  return (
    <input
      className="inp soft"
      type="number"
      min={least}
      max={most}
      style={{ flex: '0 0 70px' }}
      aria-label={name}
      value={value}
      onChange={(event) => onChange(Math.min(most, Math.max(least, Math.round(event.target.valueAsNumber || least))))}
    />
  );
}

export function FieldSelect({
  name,
  value,
  fields,
  only = 'terms',
  none,
  onChange,
}: {
  name: string;
  value: string | undefined;
  fields: EditorField[];
  only?: 'terms' | 'numbers' | 'points' | 'any';
  none?: string;
  onChange: (path: string | undefined) => void;
}) {
  const fits = (field: EditorField) =>
    only === 'any'
      ? true
      : only === 'points'
        ? field.type === 'geo_point'
        : only === 'numbers'
          ? isNumericType(field.type)
          : field.aggregatable && isTermType(field.type);
  return (
    <select className="inp soft" aria-label={name} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
      {none !== undefined && <option value="">{none}</option>}
      {value && !fields.some((field) => field.path === value && fits(field)) && <option value={value}>{value}</option>}
      {fields.filter(fits).map((field) => (
        <option key={field.path} value={field.path}>
          {field.path}
        </option>
      ))}
    </select>
  );
}

export function Toggles({ options }: { options: { label: string; on: boolean; change: (on: boolean) => void }[] }) {
  return (
    <>
      {options.map(({ label, on, change }) => (
        <Switch key={label} checked={on} onChange={change}>
          {label}
        </Switch>
      ))}
    </>
  );
}
