'use client';

import { useFields } from '@/features/data-views/use-fields';
import { Choice, FieldSelect, Setting } from '@/panels/shared/editor-parts';
import { MeasureSetting } from '@/panels/shared/measure-setting';
import { withKind } from '../rule-draft';
import type { Condition } from '../schema';

const kinds: [Condition['kind'], string, string][] = [
  ['threshold', 'A number crosses a limit', 'A count, an average, a percentile … over the last minutes.'],
  ['unusual', 'A number is unlike the usual', 'Learned from the last fortnight, by hour and weekday.'],
  ['absence', 'Nothing arrives', 'Silence: at all, or from one of those that were heard before.'],
  ['matches', 'Documents match', 'As soon as there are some.'],
  ['sql', 'A SELECT says so', 'Each row is compared; rows can be groups.'],
];

const spans: [number, string][] = [
  [60, '1 minute'],
  [300, '5 minutes'],
  [600, '10 minutes'],
  [900, '15 minutes'],
  [1_800, '30 minutes'],
  [3_600, '1 hour'],
  [21_600, '6 hours'],
  [86_400, '1 day'],
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
  const all: [number, string][] = [...(none ? [[0, none] as [number, string]] : []), ...spans];
  return (
    <select className="inp soft" aria-label={name} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {!all.some(([seconds]) => seconds === value) && <option value={value}>{value} seconds</option>}
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
    <Setting name="Wrong if">
      <Choice
        name="Direction"
        value={condition.operator}
        options={[
          ['above', 'above'],
          ['below', 'below'],
        ]}
        onChange={(operator) => onChange({ ...condition, operator })}
      />
      <input
        className="inp soft num"
        type="number"
        step="any"
        aria-label="Limit"
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
        aria-label="SQL"
        placeholder="SELECT service, count(*) AS errors FROM …"
        value={condition.query}
        onChange={(event) => onChange({ ...condition, query: event.target.value })}
        spellCheck={false}
      />
      <Setting name="Value column">
        <input
          className="inp soft mono"
          aria-label="Value column"
          placeholder="the first number"
          value={condition.valueColumn ?? ''}
          onChange={(event) => onChange({ ...condition, valueColumn: event.target.value || undefined })}
        />
      </Setting>
      <Setting name="Group column">
        <input
          className="inp soft mono"
          aria-label="Group column"
          placeholder="none"
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
        <Setting name="Search">
          <select
            className="inp soft"
            aria-label="Saved search"
            value={condition.savedSearch ?? ''}
            onChange={(event) => {
              const chosen = searches.find(({ id }) => id === event.target.value);
              onChange({ ...condition, savedSearch: chosen?.id, dataView: chosen?.dataView ?? condition.dataView });
            }}
          >
            <option value="">written here</option>
            {searches.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </Setting>
      )}
      <Setting name="Data">
        <select
          className="inp soft"
          aria-label="Data view"
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
        <Setting name="Only where">
          <input
            className="inp soft mono"
            aria-label="Only where (KQL)"
            placeholder="KQL, e.g. service.name: checkout"
            value={condition.kql}
            onChange={(event) => onChange({ ...condition, kql: event.target.value })}
            spellCheck={false}
          />
        </Setting>
      )}
      <Setting name="For every">
        {[0, 1].map((place) => (
          <FieldSelect
            key={place}
            name={place === 0 ? 'Group by' : 'and by'}
            value={condition.groupBy[place]}
            fields={fields}
            none={place === 0 ? 'all together' : '–'}
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
        <Setting name={condition.kind === 'absence' ? 'Silent for' : 'Over the last'}>
          <SpanSelect
            name="Window"
            value={condition.windowSeconds}
            onChange={(windowSeconds) => onChange({ ...condition, windowSeconds })}
          />
        </Setting>
      )}
      {condition.kind === 'threshold' && <Limit condition={condition} onChange={onChange} />}
      {condition.kind === 'matches' && (
        <Setting name="At least">
          <input
            className="inp soft num"
            type="number"
            min={1}
            aria-label="At least"
            value={condition.atLeast}
            onChange={(event) => onChange({ ...condition, atLeast: Math.max(1, Math.round(event.target.valueAsNumber || 1)) })}
          />
        </Setting>
      )}
      {condition.kind === 'unusual' && (
        <>
          <Setting name="Every">
            <SpanSelect
              name="Interval"
              value={condition.intervalSeconds}
              onChange={(intervalSeconds) => onChange({ ...condition, intervalSeconds })}
            />
          </Setting>
          <Setting name="Wrong if">
            <Choice
              name="Direction"
              value={condition.direction}
              options={[
                ['both', 'either way'],
                ['above', 'more'],
                ['below', 'less'],
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
        <span>Something is wrong when</span>
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
              {title}
            </option>
          ))}
        </select>
        <small>{words}</small>
      </label>
      {condition.kind === 'sql' ? (
        <SqlForm condition={condition} onChange={onChange} />
      ) : (
        <SearchForm condition={condition} dataViews={dataViews} searches={searches} onChange={onChange} />
      )}
    </>
  );
}
