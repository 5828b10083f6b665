import { Document, isMap, parse, visit } from 'yaml';
import { AppError } from '../../lib/errors/app-error';
import type { CodeKind, Content } from './schema';

/** Keys in the order that people read them; the others follow by name. */
const orders: Record<CodeKind, string[]> = {
  dashboards: [
    'version',
    'title',
    'description',
    'folder',
    'tags',
    'timeRange',
    'compare',
    'refreshMs',
    'timeZone',
    'kql',
    'filters',
    'controls',
    'controlValues',
    'annotations',
    'arrangement',
    'sections',
    'panels',
  ],
  'data-views': ['title', 'pattern', 'timeField', 'description', 'roles', 'columns', 'fieldFormats'],
};
const panelOrder = ['id', 'kind', 'name', 'label', 'section', 'title', 'subtitle', 'layout', 'time', 'drilldowns', 'config'];
const configOrder = [
  'source',
  'type',
  'dataView',
  'query',
  'kql',
  'mark',
  'stack',
  'x',
  'y',
  'w',
  'h',
  'split',
  'measure',
  'measures',
  'aggregation',
  'field',
];

function ordered(value: unknown, first: string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => ordered(one, first));
  if (value === null || typeof value !== 'object') return value;
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner, first)]));
}

interface Placed {
  section?: string;
  layout?: { x?: number; y?: number };
}

/** Panels section by section, each from the top left, so that a diff follows the screen. */
const byPlace = (sections: string[]) => (left: Placed, right: Placed) =>
  sections.indexOf(left.section ?? '') - sections.indexOf(right.section ?? '') ||
  (left.layout?.y ?? 0) - (right.layout?.y ?? 0) ||
  (left.layout?.x ?? 0) - (right.layout?.x ?? 0);

function canonical(kind: CodeKind, content: Content): unknown {
  const top = ordered(content, orders[kind]) as Content;
  if (kind !== 'dashboards') return top;
  const sections = ((top.sections ?? []) as { id: string }[]).map(({ id }) => id);
  const panels = [...((top.panels ?? []) as Placed[])].sort(byPlace(sections));
  return { ...top, panels: ordered(panels, [...panelOrder, ...configOrder]) };
}

/**
 * The one text of an item: YAML with keys in a fixed order, short values in one line, nothing left out. The same content always makes the
 * same text, so that a diff shows what changed and no more.
 */
export function toText(kind: CodeKind, content: Content, schemaUrl?: string): string {
  const document = new Document(canonical(kind, content));
  visit(document, {
    Pair(_, pair) {
      const name = String((pair.key as { value?: unknown } | null)?.value ?? '');
      if (['layout', 'timeRange'].includes(name) && isMap(pair.value)) pair.value.flow = true;
    },
  });
  const text = document.toString({ lineWidth: 120, flowCollectionPadding: false });
  return schemaUrl ? `# yaml-language-server: $schema=${schemaUrl}\n${text}` : text;
}

/** A file's content; JSON is YAML, too. Throws `broken-document` with the line. */
export function fromText(text: string): Content {
  try {
    const content: unknown = parse(text, { maxAliasCount: 0 });
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Content;
  } catch (error) {
    throw new AppError('broken-document', (error as Error).message.split('\n')[0] ?? 'not YAML', { cause: error });
  }
  throw new AppError('broken-document', 'Expected keys and values, as an export writes them.');
}
