'use client';

import { useState } from 'react';
import { type Message, msg, t } from '../../lib/i18n/t';
import type { EditorField } from '../editor-props';
import { FieldSelect, Setting } from './editor-parts';
import { aggregations, formulaProblem, type Measure } from './measure';
import { isNumericType, isTermType } from './suggest-measure';

const words: Record<(typeof aggregations)[number], Message> = {
  count: msg('Count'),
  avg: msg('Average'),
  sum: msg('Sum'),
  min: msg('Minimum'),
  max: msg('Maximum'),
  median: msg('Median'),
  percentile: msg('Percentile'),
  cardinality: msg('Distinct values'),
  share: msg('Share of documents'),
  formula: msg('Formula'),
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
        aria-label={t('Formula')}
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
  name = t('Measure'),
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
          aria-label={t('{name}: aggregation', { name })}
          value={measure.aggregation}
          onChange={(event) => onChange(adjusted(measure, event.target.value as Measure['aggregation'], fields))}
        >
          {aggregations.map((aggregation) => (
            <option key={aggregation} value={aggregation}>
              {t(words[aggregation])}
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
            aria-label={t('Percentile')}
            value={measure.percentile ?? 95}
            onChange={(event) => onChange({ ...measure, percentile: Number(event.target.value) })}
          />
        )}
        {needsField && (
          <FieldSelect
            name={t('{name}: field', { name })}
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
        <Setting name={t('Counts if')}>
          <input
            className="inp soft mono"
            aria-label={t('Condition of the measure')}
            value={measure.kql ?? ''}
            onChange={(event) => onChange({ ...measure, kql: event.target.value })}
            placeholder="http.response.status_code >= 500"
          />
        </Setting>
      )}
      <Setting name={t('Format')}>
        <select
          className="inp soft"
          aria-label={t('Number format')}
          value={measure.format ?? ''}
          onChange={(event) => onChange({ ...measure, format: (event.target.value || undefined) as Measure['format'] })}
        >
          <option value="">{t('As the field')}</option>
          <option value="number">{t('Number')}</option>
          <option value="bytes">{t('Bytes')}</option>
          <option value="duration-ms">{t('Duration (from ms)')}</option>
          <option value="percent">{t('Percent')}</option>
          <option value="money">{t('Money')}</option>
        </select>
        <input
          className="inp soft"
          aria-label={t('Label')}
          placeholder={t('Label')}
          value={measure.label ?? ''}
          onChange={(event) => onChange({ ...measure, label: event.target.value || undefined })}
        />
        <select
          className="inp soft"
          style={{ flex: '0 0 88px' }}
          aria-label={t('Colour')}
          value={measure.color ?? ''}
          onChange={(event) => onChange({ ...measure, color: event.target.value ? Number(event.target.value) : undefined })}
        >
          <option value="">{t('Colour')}</option>
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
