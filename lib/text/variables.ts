/** Words by name, for `{{name}}` in titles, texts and links. */
export type Variables = Record<string, string>;

const place = /\{\{\s*([A-Za-z_][A-Za-z0-9_.]{0,63})\s*\}\}/g;

/** A text with its variables filled in. A name that nobody knows stays as it was written; one that is not set becomes "all". */
export function fillText(text: string, variables: Variables): string {
  return text.replace(place, (whole, name: string) => (name in variables ? variables[name] || 'all' : whole));
}

/** A link with its variables filled in, each as one URL component. A name that nobody knows, or that is not set, becomes nothing. */
export function fillUrl(template: string, variables: Variables): string {
  return template.replace(place, (_, name: string) => encodeURIComponent(variables[name] ?? ''));
}
