import { AppError } from '../../lib/errors/app-error';
import { findPanelType } from '../../panels/registry';
import { parseDashboard } from '../dashboards/document/parse-dashboard';
import type { DashboardDocument } from '../dashboards/document/schema';
import { type DataViewInput, dataViewInputSchema } from '../data-views/schema';
import type { CodeKind, Content } from './schema';

interface Issue {
  path: PropertyKey[];
  message: string;
}

const said = (issues: Issue[], before: string) =>
  issues.slice(0, 5).map(({ path, message }) => `${[before, ...path.map(String)].filter(Boolean).join('.')}: ${message}`);

/** What is wrong with a dashboard's panels: kinds that do not exist, settings that their kind cannot read, ids that stand twice. */
function panelProblems({ panels }: DashboardDocument): string[] {
  const seen = new Set<string>();
  return panels.flatMap(({ id, kind, config }, at) => {
    const twice = seen.has(id) ? [`panels.${at}.id: ${id} stands twice`] : [];
    seen.add(id);
    const type = findPanelType(kind);
    if (!type) return [...twice, `panels.${at}.kind: there is no panel kind "${kind}"`];
    const parsed = type.schema.safeParse(config);
    return parsed.success ? twice : [...twice, ...said(parsed.error.issues, `panels.${at}.config`)];
  });
}

const refuse = (problems: string[]) => new AppError('broken-document', problems.join('; '), { details: { issues: problems } });

/** A dashboard from text, whole: its document and every panel's settings. Throws `broken-document` with all that is wrong. */
export function checkDashboard(content: Content): DashboardDocument {
  const document = parseDashboard(content);
  const problems = panelProblems(document);
  if (problems.length > 0) throw refuse(problems);
  return document;
}

export function checkDataView(content: Content): DataViewInput {
  const parsed = dataViewInputSchema.strict().safeParse(content);
  if (!parsed.success) throw refuse(said(parsed.error.issues, ''));
  return parsed.data;
}

export const checkContent = (kind: CodeKind, content: Content): Content =>
  (kind === 'dashboards' ? checkDashboard(content) : checkDataView(content)) as unknown as Content;
