'use client';

import { type ReactNode, useState } from 'react';
import { Switch } from '../../components/ui/switch';
import type { EditorField } from '../editor-props';
import { aggregations, formulaProblem, type Measure } from './measure';
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

const words: Record<(typeof aggregations)[number], string> = {
  count: 'Count',
  avg: 'Average',
  sum: 'Sum',
  min: 'Minimum',
  max: 'Maximum',
  median: 'Median',
  percentile: 'Percentile',
  cardinality: 'Distinct values',
  share: 'Share of documents',
  formula: 'Formula',
};

function adjusted(measure: Measure, aggregation: Measure['aggregation'], fields: EditorField[]): Measure {
  const needsNumber = !['count', 'share', 'formula', 'cardinality'].includes(aggregation);
  const field =
    measure.field && fields.some((one) => one.path === measure.field && (!needsNumber || isNumericType(one.type)))
      ? measure.field
      : fields.find((one) => (needsNumber ? isNumericType(one.type) : isTermType(one.type)))?.path;
  const { percentile: _, field: __, ...rest } = measure;
  return {
    ...rest,
    aggregation,
    ...(['count', 'share', 'formula'].includes(aggregation) ? {} : { field }),
    ...(aggregation === 'percentile' ? { percentile: 95 } : {}),
    ...(aggregation === 'share' ? { kql: measure.kql || '*' } : {}),
    ...(aggregation === 'formula' ? { formula: measure.formula ?? formulaOf(measure) } : {}),
  };
}

/** The measure that was there before, as a formula to go on from. */
const formulaOf = ({ aggregation, field, percentile = 95 }: Measure): string =>
  field === undefined ? 'count()' : aggregation === 'percentile' ? `p${percentile}(${field})` : `${aggregation}(${field})`;

/** A formula, and where it cannot be read, a finger at the place. The panel keeps the last that could. */
function FormulaInput({ formula, onChange }: { formula: string; onChange: (formula: string) => void }) {
  const [text, setText] = useState(formula);
  const wrong = formulaProblem(text);
  return (
    <div className="formula">
      <textarea
        className="inp mono"
        rows={2}
        aria-label="Formula"
        aria-invalid={wrong !== undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (!formulaProblem(event.target.value)) onChange(event.target.value);
        }}
        placeholder="p95(duration) / avg(duration)"
        spellCheck={false}
      />
      {wrong && (
        <p className="form-error" role="alert">
          {wrong.message}
          <code>
            {text.slice(Math.max(0, wrong.at - 20), wrong.at)}
            <mark>{text.slice(wrong.at, wrong.at + 1) || ' '}</mark>
            {text.slice(wrong.at + 1, wrong.at + 20)}
          </code>
        </p>
      )}
    </div>
  );
}

export function MeasureSetting({
  measure,
  fields,
  onChange,
  name = 'Measure',
}: {
  measure: Measure;
  fields: EditorField[];
  onChange: (measure: Measure) => void;
  name?: string;
}) {
  const needsField = !['count', 'share', 'formula'].includes(measure.aggregation);
  return (
    <>
      <Setting name={name}>
        <select
          className="inp soft"
          aria-label={`${name}: aggregation`}
          value={measure.aggregation}
          onChange={(event) => onChange(adjusted(measure, event.target.value as Measure['aggregation'], fields))}
        >
          {aggregations.map((aggregation) => (
            <option key={aggregation} value={aggregation}>
              {words[aggregation]}
            </option>
          ))}
        </select>
        {measure.aggregation === 'percentile' && (
          <input
            className="inp soft"
            style={{ flex: '0 0 64px' }}
            type="number"
            min={1}
            max={99.9}
            step="any"
            aria-label="Percentile"
            value={measure.percentile ?? 95}
            onChange={(event) => onChange({ ...measure, percentile: Number(event.target.value) })}
          />
        )}
        {needsField && (
          <FieldSelect
            name={`${name}: field`}
            value={measure.field}
            fields={fields}
            only={measure.aggregation === 'cardinality' ? 'terms' : 'numbers'}
            onChange={(field) => onChange({ ...measure, field })}
          />
        )}
      </Setting>
      {measure.aggregation === 'formula' && (
        <FormulaInput formula={measure.formula ?? ''} onChange={(formula) => onChange({ ...measure, formula })} />
      )}
      {measure.aggregation !== 'formula' && (measure.aggregation === 'share' || measure.kql !== undefined) && (
        <Setting name="Counts if">
          <input
            className="inp soft mono"
            aria-label="Condition of the measure"
            value={measure.kql ?? ''}
            onChange={(event) => onChange({ ...measure, kql: event.target.value })}
            placeholder="http.response.status_code >= 500"
          />
        </Setting>
      )}
      <Setting name="Format">
        <select
          className="inp soft"
          aria-label="Number format"
          value={measure.format ?? ''}
          onChange={(event) => onChange({ ...measure, format: (event.target.value || undefined) as Measure['format'] })}
        >
          <option value="">As the field</option>
          <option value="number">Number</option>
          <option value="bytes">Bytes</option>
          <option value="duration-ms">Duration (from ms)</option>
          <option value="percent">Percent</option>
          <option value="money">Money</option>
        </select>
        <input
          className="inp soft"
          aria-label="Label"
          placeholder="Label"
          value={measure.label ?? ''}
          onChange={(event) => onChange({ ...measure, label: event.target.value || undefined })}
        />
        <select
          className="inp soft"
          style={{ flex: '0 0 88px' }}
          aria-label="Colour"
          value={measure.color ?? ''}
          onChange={(event) => onChange({ ...measure, color: event.target.value ? Number(event.target.value) : undefined })}
        >
          <option value="">Colour</option>
          {Array.from({ length: 9 }, (_, index) => (
            <option key={index + 1} value={index + 1}>
              {index + 1}
            </option>
          ))}
        </select>
      </Setting>
    </>
  );
}

/** The condition or the SQL statement of a panel's source. */
export function SourceSetting({
  source,
  sql,
  onChange,
}: {
  source: Record<string, unknown>;
  sql: boolean;
  onChange: (source: Record<string, unknown>) => void;
}) {
  const isSql = source.type === 'sql';
  return (
    <>
      {sql && (
        <Setting name="Source">
          <Choice
            name="Source"
            value={isSql ? 'sql' : 'search'}
            options={[
              ['search', 'Fields'],
              ['sql', 'SQL'],
            ]}
            onChange={(type) =>
              onChange(
                type === 'sql' ? { type, query: 'SELECT 1 AS value', dataView: source.dataView } : { type, dataView: source.dataView },
              )
            }
          />
        </Setting>
      )}
      {isSql ? (
        <textarea
          className="inp mono"
          rows={6}
          aria-label="SQL"
          value={String(source.query ?? '')}
          onChange={(event) => onChange({ ...source, query: event.target.value })}
          spellCheck={false}
        />
      ) : (
        <Setting name="Only where">
          <input
            className="inp soft mono"
            aria-label="Only where (KQL)"
            placeholder="KQL, e.g. service.name: checkout"
            value={String(source.kql ?? '')}
            onChange={(event) => onChange({ ...source, kql: event.target.value || undefined })}
            spellCheck={false}
          />
        </Setting>
      )}
    </>
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
