'use client';

import { IconArrowRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { type Message, msg, t } from '../../../lib/i18n/t';
import type { Route } from '../schema';

const operators: [Route['operator'], Message][] = [
  ['is', msg('is')],
  ['is-not', msg('is not')],
  ['contains', msg('contains')],
  ['at-least', msg('is at least')],
  ['at-most', msg('is at most')],
  ['exists', msg('exists')],
];

const blank: Route = { field: '', operator: 'is', value: '', index: '', pipeline: '' };

function Row({ route, at, onChange, onRemove }: { route: Route; at: number; onChange: (route: Route) => void; onRemove: () => void }) {
  const name = t('Route {at}', { at: at + 1 });
  const text = (key: 'field' | 'value' | 'index' | 'pipeline', label: string, placeholder: string) => (
    <input
      className="inp soft mono"
      aria-label={`${name}: ${label}`}
      placeholder={placeholder}
      value={route[key]}
      onChange={(event) => onChange({ ...route, [key]: event.target.value })}
      spellCheck={false}
    />
  );
  return (
    <li className="route">
      <div>
        {text('field', 'field', 'log.level')}
        <select
          className="inp soft"
          aria-label={t('{name}: comparison', { name })}
          value={route.operator}
          onChange={(event) => onChange({ ...route, operator: event.target.value as Route['operator'] })}
        >
          {operators.map(([operator, label]) => (
            <option key={operator} value={operator}>
              {t(label)}
            </option>
          ))}
        </select>
        {route.operator !== 'exists' && text('value', 'value', 'error')}
        <button type="button" className="btn sm icon" aria-label={t('Remove {name}', { name: name.toLowerCase() })} onClick={onRemove}>
          <IconTrash size={16} />
        </button>
      </div>
      <div>
        <IconArrowRight size={16} aria-hidden />
        {text('index', 'index', 'index')}
        {text('pipeline', 'pipeline', 'pipeline (optional)')}
      </div>
    </li>
  );
}

/** Where documents go by condition; the first route that fits counts. */
export function RoutesEditor({ routes, name, onChange }: { routes: Route[]; name: string; onChange: (routes: Route[]) => void }) {
  return (
    <section className="sheet">
      <h2>{t('Routes')}</h2>
      <p className="t3">
        {routes.length === 0
          ? t('Every document goes to {name}.', { name })
          : t('The first that fits counts; what fits none goes to {name}.', { name })}
      </p>
      {routes.length > 0 && (
        <ol className="routes">
          {routes.map((route, at) => (
            <Row
              key={at}
              at={at}
              route={route}
              onChange={(next) => onChange(routes.map((one, place) => (place === at ? next : one)))}
              onRemove={() => onChange(routes.filter((_, place) => place !== at))}
            />
          ))}
        </ol>
      )}
      <button
        type="button"
        className="btn line"
        style={{ justifySelf: 'start' }}
        onClick={() => onChange([...routes, { ...blank, index: `${name}-` }])}
      >
        <IconPlus size={16} /> {t('Add a route')}
      </button>
    </section>
  );
}
