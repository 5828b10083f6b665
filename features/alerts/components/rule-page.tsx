'use client';

import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { fetchJson } from '@/lib/http/fetch-json';
import { t } from '@/lib/i18n/t';
import { Choice, Setting } from '@/panels/shared/editor-parts';
import type { ConnectorRow } from '../connectors/schema';
import { describeCondition } from '../describe-condition';
import type { RuleInput } from '../schema';
import { AlertHead } from './alert-tabs';
import { ConditionForm, SpanSelect } from './condition-form';
import { RulePreview } from './rule-preview';

interface Props {
  id?: string;
  rule: RuleInput;
  dataViews: { id: string; title: string }[];
  connectors: Pick<ConnectorRow, 'id' | 'name' | 'kind'>[];
  dashboards: { id: string; title: string }[];
  searches: { id: string; title: string; dataView: string }[];
}

function Actions({
  draft,
  connectors,
  onChange,
}: {
  draft: RuleInput;
  connectors: Props['connectors'];
  onChange: (draft: RuleInput) => void;
}) {
  if (connectors.length === 0)
    return (
      <p className="t3">
        {t('There are no connectors yet: alerts are shown here and on dashboards.')} <Link href="/alerts/connectors">{t('Add one')}</Link>{' '}
        {t('to tell somebody, or a script.')}
      </p>
    );
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      {connectors.map(({ id, name, kind }) => {
        const on = draft.actions.some(({ connector }) => connector === id);
        return (
          <label key={id} className="row" style={{ gap: 8 }}>
            <input
              type="checkbox"
              checked={on}
              onChange={() =>
                onChange({
                  ...draft,
                  actions: on
                    ? draft.actions.filter(({ connector }) => connector !== id)
                    : [...draft.actions, { connector: id, on: ['opened', 'recovered'] }],
                })
              }
            />
            {name} <span className="chip">{kind}</span>
          </label>
        );
      })}
    </div>
  );
}

/** A rule being written, beside what it would have done in the last week. */
export function RulePage({ id, rule, dataViews, connectors, dashboards, searches }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState(rule);
  const { definition } = draft;
  const define = (change: Partial<RuleInput['definition']>) => setDraft({ ...draft, definition: { ...definition, ...change } });
  const left = () => {
    router.push('/alerts/rules');
    router.refresh();
  };
  const save = useMutation({
    mutationFn: () =>
      fetchJson(id ? `/api/alert-rules/${id}` : '/api/alert-rules', {
        method: id ? 'PUT' : 'POST',
        body: { ...draft, name: draft.name.trim() || describeCondition(definition.condition).slice(0, 120) },
      }),
    onSuccess: left,
  });
  const remove = useMutation({ mutationFn: () => fetchJson(`/api/alert-rules/${id}`, { method: 'DELETE' }), onSuccess: left });
  const failure = save.error ?? remove.error;
  return (
    <>
      <AlertHead
        actions={
          <>
            {id && (
              <button type="button" className="btn danger" onClick={() => remove.mutate()} disabled={remove.isPending}>
                {t('Delete')}
              </button>
            )}
            <button type="button" className="btn solid" onClick={() => save.mutate()} disabled={save.isPending}>
              {t('Save rule')}
            </button>
          </>
        }
      />
      <div className="page rule-form">
        <div className="stack">
          {failure && (
            <p className="note danger" role="alert">
              {failure.message}
            </p>
          )}
          <section className="sheet">
            <label className="field">
              <span>{t('Name')}</span>
              <input
                className="inp"
                value={draft.name}
                placeholder={describeCondition(definition.condition)}
                onChange={(event) => setDraft({ ...draft, name: event.target.value })}
              />
            </label>
            <ConditionForm
              condition={definition.condition}
              dataViews={dataViews}
              searches={searches}
              onChange={(condition) => define({ condition })}
            />
          </section>
          <section className="sheet">
            <h2 className="minor">{t('When')}</h2>
            <Setting name={t('Look every')}>
              <SpanSelect
                name={t('Look every')}
                value={draft.intervalSeconds}
                onChange={(intervalSeconds) => setDraft({ ...draft, intervalSeconds })}
              />
            </Setting>
            <Setting name={t('Lasts for')}>
              <SpanSelect
                name={t('Lasts for')}
                none={t('at once')}
                value={definition.timing.forSeconds}
                onChange={(forSeconds) => define({ timing: { ...definition.timing, forSeconds } })}
              />
            </Setting>
            <Setting name={t('Over after')}>
              <SpanSelect
                name={t('Over after')}
                none={t('at once')}
                value={definition.timing.recoverSeconds}
                onChange={(recoverSeconds) => define({ timing: { ...definition.timing, recoverSeconds } })}
              />
            </Setting>
            <Setting name={t('Severity')}>
              <Choice
                name={t('Severity')}
                value={definition.severity}
                options={[
                  ['info', t('info')],
                  ['warning', t('warning')],
                  ['critical', t('critical')],
                ]}
                onChange={(severity) => define({ severity })}
              />
            </Setting>
          </section>
          <section className="sheet">
            <h2 className="minor">{t('Who is told')}</h2>
            <Actions draft={draft} connectors={connectors} onChange={setDraft} />
            <label className="field">
              <span>{t('Message')}</span>
              <textarea
                className="inp"
                rows={3}
                value={definition.message}
                placeholder="{{rule}}: {{sentence}}"
                onChange={(event) => define({ message: event.target.value })}
              />
              <small>{t("Words in braces are filled in: '{{'rule'}}' '{{'group'}}' '{{'value'}}' '{{'sentence'}}'.")}</small>
            </label>
            <label className="field">
              <span>{t('Links lead to')}</span>
              <select
                className="inp"
                value={definition.dashboard ?? ''}
                onChange={(event) => define({ dashboard: event.target.value || undefined })}
              >
                <option value="">{t('the alert')}</option>
                {dashboards.map((dashboard) => (
                  <option key={dashboard.id} value={dashboard.id}>
                    {dashboard.title}
                  </option>
                ))}
              </select>
            </label>
          </section>
        </div>
        <RulePreview definition={definition} />
      </div>
    </>
  );
}
