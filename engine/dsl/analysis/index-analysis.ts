import type { Field } from '../../plan/field';
import { type AnalysisSettings, analyze, analyzerNamed } from './analyzer';

/** The analyzers that an index defines, from its flat settings. Undefined where it defines none. */
export function analysisOf(settings: Record<string, unknown>): AnalysisSettings | undefined {
  const tree: AnalysisSettings = {};
  let found = false;
  for (const [key, value] of Object.entries(settings)) {
    const [root, kind, name, ...option] = key.split('.');
    if (root !== 'analysis' || !kind || !name || option.length === 0) continue;
    found = true;
    tree[kind] ??= {};
    const parts = tree[kind] as Record<string, Record<string, unknown>>;
    parts[name] ??= {};
    (parts[name] as Record<string, unknown>)[option.join('.')] = value;
  }
  return found ? tree : undefined;
}

/** A keyword's value after the field's normalizer: `lowercase`, or one of the index's own. */
export function normalized(field: Field, value: string): string {
  if (field.normalizer === undefined) return value;
  if (field.normalizer === 'lowercase') return value.toLowerCase();
  const own = field.analysis as AnalysisSettings | undefined;
  const settings = own?.normalizer?.[field.normalizer] ?? {};
  const analyzer = analyzerNamed(field.normalizer, {
    ...own,
    analyzer: { [field.normalizer]: { ...settings, type: 'custom', tokenizer: 'keyword' } },
  });
  return analyze(analyzer, value)
    .map(({ text }) => text)
    .join('');
}
