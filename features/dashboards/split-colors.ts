import type { ColorOf } from '../../panels/view-props';

/** Colours keyed by field and value, first come first served: a value keeps its colour in every panel. */
export function splitColors(): ColorOf {
  const fields = new Map<string, Map<string, number>>();
  return (field, value, chosen) => {
    const places = fields.get(field) ?? new Map<string, number>();
    fields.set(field, places);
    const place = chosen ?? places.get(value) ?? (places.size % 9) + 1;
    places.set(value, place);
    return place;
  };
}
