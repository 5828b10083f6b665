import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import { describeCondition } from '../describe-condition';
import { type Rule, type RuleRow, type RunRow, ruleInputSchema } from '../schema';

interface Stored {
  id: string;
  name: string;
  enabled: boolean;
  intervalSeconds: number;
  definition: unknown;
  actions: unknown;
  mutedUntil: Date | null;
  createdByName: string;
  createdByRole: Rule['createdByRole'];
}

export function toRule(row: Stored): Rule {
  const { id, mutedUntil, createdByName, createdByRole, ...input } = row;
  const parsed = ruleInputSchema.safeParse(input);
  if (!parsed.success)
    throw new AppError('broken-document', t('The rule “{name}” is damaged. Open it and save it again.', { name: row.name }), {
      cause: parsed.error,
    });
  return { id, ...parsed.data, mutedUntil: mutedUntil?.toISOString() ?? null, createdByName, createdByRole };
}

export async function listRules(): Promise<RuleRow[]> {
  const rows = await db().alertRule.findMany({
    orderBy: { name: 'asc' },
    include: {
      runs: { orderBy: { scheduledFor: 'desc' }, take: 1 },
      _count: { select: { alerts: { where: { status: { in: ['open', 'acknowledged'] } } } } },
    },
  });
  return rows.map((row) => {
    const rule = toRule(row);
    const [run] = row.runs;
    return {
      id: rule.id,
      name: rule.name,
      enabled: rule.enabled,
      kind: rule.definition.condition.kind,
      sentence: describeCondition(rule.definition.condition),
      intervalSeconds: rule.intervalSeconds,
      mutedUntil: rule.mutedUntil,
      severity: rule.definition.severity,
      openAlerts: row._count.alerts,
      lastRun: run ? { at: run.startedAt.toISOString(), tookMs: run.tookMs, breached: run.breached, error: run.error } : null,
    };
  });
}

export async function getRule(id: string): Promise<Rule> {
  const row = await db().alertRule.findUnique({ where: { id } });
  if (!row) throw new AppError('not-found', t('This rule does not exist. It may have been deleted.'));
  return toRule(row);
}

/** The last looks at the data, newest first. */
export async function listRuns(most = 100): Promise<RunRow[]> {
  const rows = await db().ruleRun.findMany({ orderBy: { startedAt: 'desc' }, take: most, include: { rule: { select: { name: true } } } });
  return rows.map(({ rule, startedAt, scheduledFor: _, ...row }) => ({ ...row, ruleName: rule.name, startedAt: startedAt.toISOString() }));
}
