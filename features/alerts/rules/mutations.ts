import type { SessionUser } from '../../../lib/auth/session';
import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import type { RuleChange, RuleInput } from '../schema';

/** The zero of every rule's grid of moments: the same for all, so that a change of the interval keeps the grid. */
const firstRun = (intervalSeconds: number) => new Date(Math.ceil(Date.now() / (intervalSeconds * 1000)) * intervalSeconds * 1000);
const soon = (intervalSeconds: number) => (intervalSeconds <= 60 ? new Date() : firstRun(intervalSeconds));

async function requireConnectors(input: RuleInput): Promise<void> {
  const wanted = [...new Set(input.actions.map(({ connector }) => connector))];
  const known = await db().connector.count({ where: { id: { in: wanted } } });
  if (known < wanted.length) throw new AppError('bad-request', t('One of the connectors does not exist any more. Choose another.'));
}

export async function createRule(input: RuleInput, author: SessionUser): Promise<{ id: string }> {
  await requireConnectors(input);
  return db().alertRule.create({
    data: {
      ...input,
      nextRunAt: soon(input.intervalSeconds),
      createdById: author.id,
      createdByName: author.name,
      createdByRole: author.role,
    },
    select: { id: true },
  });
}

/** Replaces a rule. From then on it reads what the person who saved it may read. */
export async function updateRule(id: string, input: RuleInput, author: SessionUser): Promise<void> {
  await requireConnectors(input);
  const { count } = await db().alertRule.updateMany({
    where: { id },
    data: {
      ...input,
      nextRunAt: soon(input.intervalSeconds),
      createdById: author.id,
      createdByName: author.name,
      createdByRole: author.role,
    },
  });
  if (count === 0) throw new AppError('not-found', t('This rule does not exist. It may have been deleted.'));
}

/** Switches a rule on or off, or mutes it until a time. */
export async function changeRule(id: string, change: RuleChange): Promise<void> {
  const { count } = await db().alertRule.updateMany({
    where: { id },
    data: {
      ...(change.enabled === undefined ? {} : { enabled: change.enabled, nextRunAt: new Date() }),
      ...(change.mutedUntil === undefined ? {} : { mutedUntil: change.mutedUntil === null ? null : new Date(change.mutedUntil) }),
    },
  });
  if (count === 0) throw new AppError('not-found', t('This rule does not exist. It may have been deleted.'));
}

export async function deleteRule(id: string): Promise<void> {
  await db().alertRule.deleteMany({ where: { id } });
}
