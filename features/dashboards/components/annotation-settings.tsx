'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import type { DataView } from '@/features/data-views/schema';
import { firstIssue } from '@/lib/i18n/first-issue';
import { t } from '@/lib/i18n/t';
import { type Annotation, annotationSchema } from '../document/schema';
import { newPanelId } from '../edit-panels';

interface Props {
  annotations: Annotation[];
  dataViews: DataView[];
  onChange: (annotations: Annotation[]) => void;
}

const toInput = (at: string) => {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return '';
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** Flags on the time axis of every chart: set by hand, or one for each document of a search (releases, maintenance). */
export function AnnotationSettings({ annotations, dataViews, onChange }: Props) {
  const timed = dataViews.filter(({ timeField }) => timeField);
  const change = (at: number, part: Partial<Annotation>) =>
    onChange(annotations.map((one, index) => (index === at ? ({ ...one, ...part } as Annotation) : one)));
  return (
    <fieldset className="annotations">
      <legend>{t('Flags on time axes')}</legend>
      {annotations.map((annotation, at) => {
        const parsed = annotationSchema.safeParse(annotation);
        return (
          <div key={annotation.id} className="drill-setting">
            <div className="row">
              {annotation.kind === 'manual' ? (
                <>
                  <input
                    className="inp soft"
                    style={{ flex: '0 0 190px' }}
                    type="datetime-local"
                    aria-label={t('When')}
                    value={toInput(annotation.at)}
                    onChange={(event) => event.target.value && change(at, { at: new Date(event.target.value).toISOString() })}
                  />
                  <input
                    className="inp soft"
                    aria-label={t('What happened')}
                    value={annotation.text}
                    onChange={(event) => change(at, { text: event.target.value })}
                  />
                </>
              ) : (
                <>
                  <input
                    className="inp soft"
                    style={{ flex: '0 0 110px' }}
                    aria-label={t('What a flag says')}
                    value={annotation.title}
                    onChange={(event) => change(at, { title: event.target.value })}
                  />
                  <select
                    className="inp soft"
                    aria-label={t('Data view of the flags')}
                    value={annotation.dataView}
                    onChange={(event) => change(at, { dataView: event.target.value })}
                  >
                    {timed.map(({ id, title }) => (
                      <option key={id} value={id}>
                        {title}
                      </option>
                    ))}
                  </select>
                </>
              )}
              <button
                type="button"
                className="btn sm icon"
                aria-label={t('Remove flag {at}', { at: at + 1 })}
                onClick={() => onChange(annotations.filter((_, index) => index !== at))}
              >
                <IconX size={14} />
              </button>
            </div>
            {annotation.kind === 'search' && (
              <div className="row">
                <input
                  className="inp soft mono"
                  aria-label={t('Which documents (KQL)')}
                  placeholder={t('KQL, e.g. event.kind: release')}
                  value={annotation.kql}
                  onChange={(event) => change(at, { kql: event.target.value })}
                />
                <input
                  className="inp soft mono"
                  style={{ flex: '0 0 150px' }}
                  aria-label={t('Field that is said')}
                  placeholder={t('field, e.g. version')}
                  value={annotation.field ?? ''}
                  onChange={(event) => change(at, { field: event.target.value || undefined })}
                />
              </div>
            )}
            {!parsed.success && <p className="form-error">{firstIssue(parsed.error)}</p>}
          </div>
        );
      })}
      <div className="row">
        <button
          type="button"
          className="btn sm line"
          onClick={() => onChange([...annotations, { kind: 'manual', id: newPanelId(), at: new Date().toISOString(), text: t('Release') }])}
        >
          <IconPlus size={14} /> {t('At a time')}
        </button>
        {timed[0] && (
          <button
            type="button"
            className="btn sm line"
            onClick={() =>
              onChange([...annotations, { kind: 'search', id: newPanelId(), title: t('Release'), dataView: timed[0]?.id ?? '', kql: '' }])
            }
          >
            <IconPlus size={14} /> {t('From a search')}
          </button>
        )}
      </div>
    </fieldset>
  );
}
