import { AppError } from '../../../lib/errors/app-error';
import { describeZod } from '../../../lib/http/handle';
import { t } from '../../../lib/i18n/t';
import { migrations } from './migrations';
import { currentVersion, type DashboardDocument, dashboardSchema } from './schema';

/** Stored or imported JSON as a document of the newest version. Throws `broken-document` with what is wrong and where. */
export function parseDashboard(json: unknown): DashboardDocument {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new AppError('broken-document', t('This is not a dashboard: expected a JSON object.'));
  let document = json as Record<string, unknown>;
  const version = Number(document.version);
  if (!Number.isInteger(version) || version < 1)
    throw new AppError('broken-document', t('This dashboard says no version. Expected "version": 1 or later.'));
  if (version > currentVersion)
    throw new AppError(
      'broken-document',
      t('This dashboard was written by a newer Oriel (version {version}); this one reads up to {currentVersion}. Update Oriel.', {
        version,
        currentVersion,
      }),
    );
  for (const migration of migrations) {
    if (migration.to > Number(document.version)) document = { ...migration.up(document), version: migration.to };
  }
  const parsed = dashboardSchema.safeParse(document);
  if (!parsed.success)
    throw new AppError('broken-document', t('This dashboard is damaged. {describeZod}', { describeZod: describeZod(parsed.error) }), {
      details: { issues: parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`) },
    });
  return parsed.data;
}
