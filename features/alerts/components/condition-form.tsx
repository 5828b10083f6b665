'use client';

import { useFields } from '@/features/data-views/use-fields';
import { type Message, msg, t } from '@/lib/i18n/t';
import { Choice, FieldSelect, Setting } from '@/panels/shared/editor-parts';
import { MeasureSetting } from '@/panels/shared/measure-setting';
import { withKind } from '../rule-draft';
import type { Condition } from '../schema';

const kinds: [Condition['kind'], Message, Message][] = [
  ['threshold', msg('A number crosses a limit'), msg('A count, an average, a percentile … over the last minutes.')],
  ['unusual', msg('A number is unlike the usual'), msg('Learned from the last fortnight, by hour and weekday.')],
  ['absence', msg('Nothing arrives'), msg('Silence: at all, or from one of those that were heard before.')],
  ['matches', msg('Documents match'), msg('As soon as there are some.')],
  ['sql', msg('A SELECT says so'), msg('Each row is compared; rows can be groups.')],
];

const spans: [number, Message][] = [
  [60, msg('1 minute')],
  [300, msg('5 minutes')],
  [600, msg('10 minutes')],
  [900, msg('15 minutes')],
  [1_800, msg('30 minutes')],
  [3_600, msg('1 hour')],
  [21_600, msg('6 hours')],
  [86_400, msg('1 day')],
];

export function SpanSelect({
  name,
  value,
  onChange,
  none,
}: {
  name: string;
  value: number;
  onChange: (seconds: number) => void;
  none?: string;
}) {
  const all: [number, string][] = [
    ...(none ? [[0, none] as [number, string]] : []),
    ...spans.map(([seconds, label]): [number, string] => [seconds, t(label)]),
  ];
  return (
    <select className="inp soft" aria-label={name} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {!all.some(([seconds]) => seconds === value) && <option value={value}>{t('{seconds} seconds', { seconds: value })}</option>}
      {all.map(([seconds, label]) => (
        <option key={seconds} value={seconds}>
          {label}
        </option>
      ))}
    </select>
  );
}

interface Props {
  condition: Condition;
  dataViews: { id: string; title: string }[];
  searches: { id: string; title: string; dataView: string }[];
  onChange: (condition: Condition) => void;
}

function Limit({ condition, onChange }: { condition: Extract<Condition, { operator: unknown }>; onChange: Props['onChange'] }) {
  return (
    <Setting name={t('Wrong if')}>
      <Choice
        name={t('Direction')}
        value={condition.operator}
        options={[
          ['above', t('above')],
          ['below', t('below')],
        ]}
        onChange={(operator) => onChange({ ...condition, operator })}
      />
      <input
        className="inp soft num"
        type="number"
        step="any"
        aria-label={t('Limit')}
        value={Number.isNaN(condition.threshold) ? '' : condition.threshold}
        onChange={(event) => onChange({ ...condition, threshold: event.target.valueAsNumber })}
      />
    </Setting>
  );
}

function SqlForm({ condition, onChange }: { condition: Extract<Condition, { kind: 'sql' }>; onChange: Props['onChange'] }) {
  return (
    <>
      <textarea
        className="inp mono"
        rows={6}
        aria-label={t('SQL')}
        placeholder={t('SELECT service, count(*) AS errors FROM …')}
        value={condition.query}
        onChange={(event) => onChange({ ...condition, query: event.target.value })}
        spellCheck={false}
      />
      <Setting name={t('Value column')}>
        <input
          className="inp soft mono"
          aria-label={t('Value column')}
          placeholder={t('the first number')}
          value={condition.valueColumn ?? ''}
          onChange={(event) => onChange({ ...condition, valueColumn: event.target.value || undefined })}
        />
      </Setting>
      <Setting name={t('Group column')}>
        <input
          className="inp soft mono"
          aria-label={t('Group column')}
          placeholder={t('none')}
          value={condition.groupColumn ?? ''}
          onChange={(event) => onChange({ ...condition, groupColumn: event.target.value || undefined })}
        />
      </Setting>
      <Limit condition={condition} onChange={onChange} />
    </>
  );
}

function SearchForm({ condition, dataViews, searches, onChange }: Props & { condition: Exclude<Condition, { kind: 'sql' }> }) {
  const fields = useFields(condition.dataView || undefined);
  const isSaved = condition.kind === 'matches' && condition.savedSearch !== undefined;
  return (
    <>
      {condition.kind === 'matches' && searches.length > 0 && (
        <Setting name={t('Search')}>
          <select
            className="inp soft"
            aria-label={t('Saved search')}
            value={condition.savedSearch ?? ''}
            onChange={(event) => {
              const chosen = searches.find(({ id }) => id === event.target.value);
              onChange({ ...condition, savedSearch: chosen?.id, dataView: chosen?.dataView ?? condition.dataView });
            }}
          >
            <option value="">{t('written here')}</option>
            {searches.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </Setting>
      )}
      <Setting name={t('Data')}>
        <select
          className="inp soft"
          aria-label={t('Data view')}
          disabled={isSaved}
          value={condition.dataView}
          onChange={(event) => onChange({ ...condition, dataView: event.target.value })}
        >
          {dataViews.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </Setting>
      {'measure' in condition && (
        <MeasureSetting
          measure={condition.measure}
          fields={fields}
          onChange={(measure) => onChange({ ...condition, measure } as Condition)}
        />
      )}
      {!isSaved && (
        <Setting name={t('Only where')}>
          <input
            className="inp soft mono"
            aria-label={t('Only where (KQL)')}
            placeholder={t('KQL, e.g. service.name: checkout')}
            value={condition.kql}
            onChange={(event) => onChange({ ...condition, kql: event.target.value })}
            spellCheck={false}
          />
        </Setting>
      )}
      <Setting name={t('For every')}>
        {[0, 1].map((place) => (
          <FieldSelect
            key={place}
            name={place === 0 ? t('Group by') : t('and by')}
            value={condition.groupBy[place]}
            fields={fields}
            none={place === 0 ? t('all together') : '–'}
            onChange={(field) =>
              onChange({
                ...condition,
                groupBy: [place === 0 ? field : condition.groupBy[0], place === 1 ? field : condition.groupBy[1]].filter(
                  (one): one is string => one !== undefined,
                ),
              })
            }
          />
        ))}
      </Setting>
      {'windowSeconds' in condition && (
        <Setting name={condition.kind === 'absence' ? t('Silent for') : t('Over the last')}>
          <SpanSelect
            name={t('Window')}
            value={condition.windowSeconds}
            onChange={(windowSeconds) => onChange({ ...condition, windowSeconds })}
          />
        </Setting>
      )}
      {condition.kind === 'threshold' && <Limit condition={condition} onChange={onChange} />}
      {condition.kind === 'matches' && (
        <Setting name={t('At least')}>
          <input
            className="inp soft num"
            type="number"
            min={1}
            aria-label={t('At least')}
            value={condition.atLeast}
            onChange={(event) => onChange({ ...condition, atLeast: Math.max(1, Math.round(event.target.valueAsNumber || 1)) })}
          />
        </Setting>
      )}
      {condition.kind === 'unusual' && (
        <>
          <Setting name={t('Every')}>
            <SpanSelect
              name={t('Interval')}
              value={condition.intervalSeconds}
              onChange={(intervalSeconds) => onChange({ ...condition, intervalSeconds })}
            />
          </Setting>
          <Setting name={t('Wrong if')}>
            <Choice
              name={t('Direction')}
              value={condition.direction}
              options={[
                ['both', 'either way'],
                ['above', t('more')],
                ['below', t('less')],
              ]}
              onChange={(direction) => onChange({ ...condition, direction })}
            />
          </Setting>
        </>
      )}
    </>
  );
}

/** What a rule looks at. */
export function ConditionForm({ condition, dataViews, searches, onChange }: Props) {
  const [, , words] = kinds.find(([kind]) => kind === condition.kind) ?? kinds[0] ?? ['', '', ''];
  return (
    <>
      <label className="field">
        <span>{t('Something is wrong when')}</span>
        <select
          className="inp"
          value={condition.kind}
          onChange={(event) => {
            const next = withKind(condition, event.target.value as Condition['kind']);
            onChange('dataView' in next && next.dataView === '' ? { ...next, dataView: dataViews[0]?.id ?? '' } : next);
          }}
        >
          {kinds.map(([kind, title]) => (
            <option key={kind} value={kind}>
              {t(title)}
            </option>
          ))}
        </select>
        <small>{t(words)}</small>
      </label>
      {condition.kind === 'sql' ? (
        <SqlForm condition={condition} onChange={onChange} />
      ) : (
        <SearchForm condition={condition} dataViews={dataViews} searches={searches} onChange={onChange} />
      )}
    </>
  );
}
