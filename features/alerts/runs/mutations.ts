import { db } from '../../../lib/db';
import { t } from '../../../lib/i18n/t';
import { sendJob } from '../../../lib/jobs/queue';
import type { Prisma } from '../../../prisma/generated/client';
import { type ActiveAlert, type Change, nextChanges } from '../alert-state';
import { deliveryQueue } from '../deliveries/delivery-queue';
import { toRule } from '../rules/data';
import type { Reading, Rule } from '../schema';

export interface Lease {
  rule: Rule;
  /** The moment that this run is for. */
  scheduledFor: Date;
  /** Grows with every lease of the same rule; a result with an older one is refused. */
  fence: number;
}

/** So long a process may take for one run; then another may take it over. */
const leaseSeconds = 60;

/** Takes up to `most` rules that are due. Two processes never get the same one while its lease lasts (SKIP LOCKED). */
export async function leaseDueRules(most: number): Promise<Lease[]> {
  const rows = await db().$queryRaw<{ id: string; nextRunAt: Date; fence: number }[]>`
    UPDATE "AlertRule" SET "leaseUntil" = (now() AT TIME ZONE 'UTC') + make_interval(secs => ${leaseSeconds}), "fence" = "fence" + 1
    WHERE "id" IN (
      SELECT "id" FROM "AlertRule"
      WHERE "enabled" AND "nextRunAt" <= (now() AT TIME ZONE 'UTC')
        AND ("leaseUntil" IS NULL OR "leaseUntil" < (now() AT TIME ZONE 'UTC'))
      ORDER BY "nextRunAt" LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING "id", "nextRunAt", "fence"`;
  if (rows.length === 0) return [];
  const rules = new Map((await db().alertRule.findMany({ where: { id: { in: rows.map(({ id }) => id) } } })).map((row) => [row.id, row]));
  const leases: Lease[] = [];
  for (const { id, nextRunAt, fence } of rows) {
    const row = rules.get(id);
    if (!row) continue;
    try {
      leases.push({ rule: toRule(row), scheduledFor: nextRunAt, fence });
    } catch (error) {
      await skipRun({ id, intervalSeconds: row.intervalSeconds, scheduledFor: nextRunAt, error: (error as Error).message });
    }
  }
  return leases;
}

/** A rule that cannot be read must not hold up the others: its run says why, and it is left until its next moment. */
async function skipRun(rule: { id: string; intervalSeconds: number; scheduledFor: Date; error: string }): Promise<void> {
  const { id: ruleId, intervalSeconds, scheduledFor, error } = rule;
  const now = Date.now();
  await db().$transaction([
    db().alertRule.updateMany({
      where: { id: ruleId },
      data: { leaseUntil: null, nextRunAt: nextRun(scheduledFor, Math.max(60, intervalSeconds), now) },
    }),
    db().ruleRun.createMany({
      data: [{ ruleId, scheduledFor, startedAt: new Date(now), tookMs: 0, groups: 0, breached: 0, error }],
      skipDuplicates: true,
    }),
  ]);
}

/** The next moment of the rule's grid that lies after now: what was missed is not made up for. */
export function nextRun(scheduledFor: Date, intervalSeconds: number, nowMs: number): Date {
  const step = intervalSeconds * 1000;
  const behind = Math.max(0, Math.floor((nowMs - scheduledFor.getTime()) / step));
  return new Date(scheduledFor.getTime() + (behind + 1) * step);
}

export class Fenced extends Error {}

type Transaction = Prisma.TransactionClient;

interface Run {
  startedMs: number;
  tookMs: number;
  readings: Reading[];
  error?: string;
}

/**
 * Writes down what a run found, in one transaction: the run, the changes of its alerts, the messages to send. Throws Fenced, and
 * writes nothing, where another process has taken the rule over meanwhile.
 */
export async function finishRun({ rule, scheduledFor, fence }: Lease, run: Run): Promise<void> {
  await db().$transaction(
    async (transaction) => {
      const { count } = await transaction.alertRule.updateMany({
        where: { id: rule.id, fence },
        data: { leaseUntil: null, nextRunAt: nextRun(scheduledFor, rule.intervalSeconds, run.startedMs) },
      });
      if (count === 0) throw new Fenced(t('rule {id} was taken over', { id: rule.id }));
      await transaction.ruleRun.create({
        data: {
          ruleId: rule.id,
          scheduledFor,
          startedAt: new Date(run.startedMs),
          tookMs: run.tookMs,
          groups: run.readings.length,
          breached: run.readings.filter(({ breached }) => breached).length,
          error: run.error ?? null,
        },
      });
      if (run.error === undefined) await applyReadings(transaction, rule, run.readings, run.startedMs);
    },
    { timeout: 20_000 },
  );
}

const hourMs = 3_600_000;

async function applyReadings(transaction: Transaction, rule: Rule, readings: Reading[], nowMs: number): Promise<void> {
  const active = await transaction.alert.findMany({ where: { ruleId: rule.id, status: { not: 'recovered' } } });
  if (active.length === 0 && !readings.some(({ breached }) => breached)) return;
  const opened = await transaction.alert.groupBy({
    by: ['group'],
    where: { ruleId: rule.id, openedAt: { gte: new Date(nowMs - hourMs) } },
    _count: true,
  });
  const openings = new Map(opened.map(({ group, _count }) => [group, _count]));
  const alerts = active.map(
    (row): ActiveAlert => ({
      id: row.id,
      group: row.group,
      status: row.status as ActiveAlert['status'],
      startedMs: row.startedAt.getTime(),
      pendingMs: row.pendingAt.getTime(),
      clearSinceMs: row.clearSince?.getTime() ?? null,
    }),
  );
  const silenced = await isSilenced(transaction, rule, nowMs);
  for (const change of nextChanges(alerts, readings, rule.definition.timing, openings, nowMs))
    await applyChange(transaction, rule, change, nowMs, silenced);
}

/** Why nothing is sent; undefined where it is. */
async function isSilenced(transaction: Transaction, rule: Rule, nowMs: number): Promise<string | undefined> {
  if (rule.mutedUntil && Date.parse(rule.mutedUntil) > nowMs) return 'the rule is muted';
  const now = new Date(nowMs);
  const window = await transaction.maintenanceWindow.findFirst({
    where: { startsAt: { lte: now }, endsAt: { gt: now }, OR: [{ ruleIds: { isEmpty: true } }, { ruleIds: { has: rule.id } }] },
  });
  return window ? `maintenance: ${window.title}` : undefined;
}

async function applyChange(
  transaction: Transaction,
  rule: Rule,
  change: Change,
  nowMs: number,
  silenced: string | undefined,
): Promise<void> {
  const now = new Date(nowMs);
  const quiet = silenced ?? ('quiet' in change && change.quiet ? 'the alert is flapping' : undefined);
  switch (change.do) {
    case 'begin': {
      const { reading, status } = change;
      const { id } = await transaction.alert.create({
        data: {
          ruleId: rule.id,
          group: reading.group,
          status,
          value: reading.value,
          sentence: reading.sentence,
          startedAt: new Date(reading.sinceMs),
          pendingAt: now,
          openedAt: status === 'open' ? now : null,
          lastBreachAt: now,
        },
        select: { id: true },
      });
      if (status === 'open') await announce(transaction, rule, id, 'opened', reading.sentence, quiet, now);
      return;
    }
    case 'open':
      await transaction.alert.update({
        where: { id: change.alert.id },
        data: { status: 'open', openedAt: now, lastBreachAt: now, value: change.reading.value, sentence: change.reading.sentence },
      });
      return announce(transaction, rule, change.alert.id, 'opened', change.reading.sentence, quiet, now);
    case 'keep':
      await transaction.alert.update({
        where: { id: change.alert.id },
        data: { lastBreachAt: now, clearSince: null, value: change.reading.value, sentence: change.reading.sentence },
      });
      return;
    case 'wait':
      if (change.alert.clearSinceMs === null) await transaction.alert.update({ where: { id: change.alert.id }, data: { clearSince: now } });
      return;
    case 'recover':
      await transaction.alert.update({
        where: { id: change.alert.id },
        data: { status: 'recovered', recoveredAt: now, ...(change.reading ? { value: change.reading.value } : {}) },
      });
      return announce(
        transaction,
        rule,
        change.alert.id,
        'recovered',
        change.reading?.sentence ?? 'nothing breaks the rule any more',
        quiet,
        now,
      );
    case 'forget':
      await transaction.alert.delete({ where: { id: change.alert.id } });
  }
}

/** Puts an event into the alert's history and its messages into the queue, unless something keeps them quiet. */
export async function announce(
  transaction: Transaction,
  rule: Pick<Rule, 'actions'>,
  alertId: string,
  event: 'opened' | 'recovered' | 'acknowledged',
  text: string,
  quiet: string | undefined,
  at: Date,
): Promise<void> {
  await transaction.alertEvent.create({ data: { alertId, at, kind: event, text, details: quiet ? { quiet } : {} } });
  if (quiet) return;
  for (const { connector } of rule.actions.filter(({ on }) => on.includes(event))) {
    const id = `${alertId}:${event}:${connector}`;
    const { count } = await transaction.delivery.createMany({
      data: [{ id, alertId, connectorId: connector, event }],
      skipDuplicates: true,
    });
    if (count > 0) await sendJob(transaction, deliveryQueue, { deliveryId: id });
  }
}

/** Looks at the data older than a week are forgotten. */
export async function pruneRuns(nowMs: number): Promise<void> {
  await db().ruleRun.deleteMany({ where: { startedAt: { lt: new Date(nowMs - 7 * 24 * hourMs) } } });
}
