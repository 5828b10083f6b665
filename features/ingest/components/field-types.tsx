'use client';

import type { FieldTypes } from '../detect-types';
import { type FieldKind, fieldKinds } from '../schema';

const words: Record<FieldKind, string> = {
  keyword: 'Word (exact)',
  text: 'Text (searched by words)',
  long: 'Whole number',
  double: 'Number with decimals',
  boolean: 'True or false',
  date: 'Time',
  ip: 'IP address',
  geo_point: 'Place',
};

/** What each field will be stored as: detected, and to be changed before anything is stored. */
export function FieldTypesEditor({
  detected,
  chosen,
  disabled,
  onChange,
}: {
  detected: FieldTypes;
  chosen: FieldTypes;
  disabled: boolean;
  onChange: (chosen: FieldTypes) => void;
}) {
  const paths = Object.keys(detected).filter((path) => path !== '@timestamp');
  if (paths.length === 0) return null;
  return (
    <details className="field-types">
      <summary>Types of {paths.length} fields</summary>
      <ul>
        {paths.map((path) => (
          <li key={path} className="row">
            <span className="mono ell grow">{path}</span>
            <select
              className="inp soft"
              style={{ width: 210 }}
              aria-label={`Type of ${path}`}
              disabled={disabled}
              value={chosen[path] ?? detected[path]}
              onChange={(event) => onChange({ ...chosen, [path]: event.target.value as FieldKind })}
            >
              {fieldKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {words[kind]}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </details>
  );
}
