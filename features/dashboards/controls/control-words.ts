import type { Control, ControlValue } from './schema';

/** What a control is set to, in words; '' where it is not set. */
export function controlWords(value: ControlValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length > 3 ? `${value.slice(0, 2).join(', ')} +${value.length - 2}` : value.join(', ');
  if ('from' in value) return `${value.from} – ${value.to}`;
  const { gte, lte } = value;
  if (gte !== undefined && lte !== undefined) return `${gte} – ${lte}`;
  return gte !== undefined ? `≥ ${gte}` : `≤ ${lte}`;
}

/** A free name for a new control, from its field: `country`, `country_2`. */
export function nameFor(field: string, controls: Pick<Control, 'name'>[]): string {
  const last =
    field
      .replace(/\.keyword$/, '')
      .split('.')
      .at(-1) ?? 'value';
  const base =
    last
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .replace(/^[^a-z]+/, '')
      .slice(0, 30) || 'value';
  const taken = new Set(controls.map(({ name }) => name));
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`;
    if (!taken.has(name)) return name;
  }
}
