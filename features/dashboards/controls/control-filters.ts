import type { Filter } from '../../../lib/query/filters';
import type { Control, ControlValue, ControlValues } from './schema';

const pill = (control: Control, rest: Pick<Filter, 'operator' | 'value'>): Filter => ({
  field: control.field,
  ...rest,
  negate: false,
  disabled: false,
});

const isObject = (value: ControlValue): value is Exclude<ControlValue, string | unknown[]> =>
  typeof value === 'object' && !Array.isArray(value);

/** The filter that a control's value stands for; undefined where the value is not of the control's kind, or says nothing. */
export function controlFilter(control: Control, value: ControlValue | undefined): Filter | undefined {
  if (value === undefined) return undefined;
  switch (control.kind) {
    case 'terms':
      return Array.isArray(value) ? pill(control, { operator: 'is-one-of', value }) : undefined;
    case 'range':
      return isObject(value) && !('from' in value) && (value.gte !== undefined || value.lte !== undefined)
        ? pill(control, { operator: 'range', value })
        : undefined;
    case 'date':
      return isObject(value) && 'from' in value
        ? pill(control, { operator: 'range', value: { gte: value.from, lt: value.to } })
        : undefined;
    case 'text':
      return typeof value === 'string' ? pill(control, { operator: 'matches', value }) : undefined;
  }
}

const holdsFor = (control: Control, section: string | undefined) => control.section === undefined || control.section === section;

/** Filters of all the controls that hold for panels of a section. */
export function controlFilters(controls: Control[], values: ControlValues, section?: string): Filter[] {
  return controls.filter((control) => holdsFor(control, section)).flatMap((control) => controlFilter(control, values[control.id]) ?? []);
}

/** Filters of the controls before this one: a choice narrows what the next offers. */
export function chainedFilters(controls: Control[], values: ControlValues, control: Control): Filter[] {
  const at = controls.findIndex(({ id }) => id === control.id);
  return controlFilters(controls.slice(0, Math.max(0, at)), values, control.section);
}
