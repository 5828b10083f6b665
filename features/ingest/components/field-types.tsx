'use client';

import { FieldType } from '../../../components/ui/field-type';
import { type Message, msg, t } from '../../../lib/i18n/t';
import type { FieldTypes } from '../detect-types';
import { type FieldKind, fieldKinds } from '../schema';
import { inOrder, toneOf } from './tried-lines';

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
export function FieldTypesSheet({
  detected,
  chosen,
  tones,
  disabled,
  onChange,
}: {
  detected: FieldTypes;
  chosen: FieldTypes;
  tones: string[];
  disabled: boolean;
  onChange: (chosen: FieldTypes) => void;
}) {
  const paths = inOrder(Object.keys(detected), tones);
  return (
    <section className="sheet field-types">
      <h2 className="row">
        {t('Fields')} <small className="t3">{t('{count} found', { count: paths.length })}</small>
      </h2>
      {paths.length === 0 && <p className="t3">{t('No line is read yet.')}</p>}
      <ul>
        {paths.map((path) => (
          <li key={path} className="row">
            <i className={toneOf(path, tones)} />
            <FieldType type={chosen[path] ?? detected[path] ?? 'keyword'} />
            <span className="mono ell grow" title={path}>
              {path}
            </span>
            {path === '@timestamp' ? (
              <span className="t3">{t(words.date)}</span>
            ) : (
              <select
                className="inp soft"
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
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
