'use client';

import { type Message, msg, t } from '../../../lib/i18n/t';
import type { FieldTypes } from '../detect-types';
import { type FieldKind, fieldKinds } from '../schema';

const words: Record<FieldKind, Message> = {
  keyword: msg('Word (exact)'),
  text: msg('Text (searched by words)'),
  long: msg('Whole number'),
  double: msg('Number with decimals'),
  boolean: msg('True or false'),
  date: msg('Time'),
  ip: msg('IP address'),
  geo_point: msg('Place'),
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
      <summary>{t('Types of {count} fields', { count: paths.length })}</summary>
      <ul>
        {paths.map((path) => (
          <li key={path} className="row">
            <span className="mono ell grow">{path}</span>
            <select
              className="inp soft"
              style={{ width: 210 }}
              aria-label={t('Type of {path}', { path })}
              disabled={disabled}
              value={chosen[path] ?? detected[path]}
              onChange={(event) => onChange({ ...chosen, [path]: event.target.value as FieldKind })}
            >
              {fieldKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(words[kind])}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </details>
  );
}
