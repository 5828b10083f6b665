import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import { toDeliveryRow } from './deliveries/data';
import { toRule } from './rules/data';
import type { AlertDetail, AlertRow, AlertStatus, MaintenanceRow } from './schema';

interface Stored {
  id: string;
  ruleId: string;
  group: string;
  status: AlertStatus;
  sentence: string;
  value: number | null;
  startedAt: Date;
  openedAt: Date | null;
  recoveredAt: Date | null;
  acknowledgedBy: string | null;
  rule: Parameters<typeof toRule>[0];
}

function toAlert({ rule, startedAt, openedAt, recoveredAt, ...row }: Stored): AlertRow {
  const { name, definition } = toRule(rule);
  return {
    id: row.id,
    ruleId: row.ruleId,
    ruleName: name,
    severity: definition.severity,
    group: row.group,
    status: row.status,
    sentence: row.sentence,
    value: row.value,
    startedAt: startedAt.toISOString(),
    openedAt: openedAt?.toISOString() ?? null,
    recoveredAt: recoveredAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledgedBy,
  };
}

/** Alerts with one of these states, newest first. */
export async function listAlerts(statuses: AlertStatus[], options: { ruleId?: string; most?: number } = {}): Promise<AlertRow[]> {
  const rows = await db().alert.findMany({
    where: { status: { in: statuses }, ...(options.ruleId ? { ruleId: options.ruleId } : {}) },
    orderBy: { pendingAt: 'desc' },
    take: options.most ?? 200,
    include: { rule: true },
  });
  return rows.map(toAlert);
}

export async function getAlert(id: string): Promise<AlertDetail> {
  const row = await db().alert.findUnique({
    where: { id },
    include: {
      rule: true,
      events: { orderBy: { at: 'asc' } },
      deliveries: { orderBy: { createdAt: 'asc' }, include: { connector: { select: { name: true } } } },
    },
  });
  if (!row) throw new AppError('not-found', t('This alert does not exist. It may have been deleted with its rule.'));
  return {
    ...toAlert(row),
    definition: toRule(row.rule).definition,
    events: row.events.map(({ id: eventId, at, kind, text, details }) => ({
      id: eventId,
      at: at.toISOString(),
      kind,
      text,
      details: details as Record<string, unknown>,
    })),
    deliveries: row.deliveries.map(toDeliveryRow),
  };
}

export interface AlertMark {
  atMs: number;
  kind: string;
  text: string;
  alertId: string;
  ruleName: string;
  group: string;
}

const marked = ['opened', 'acknowledged', 'action', 'recovered'];
const mostMarks = 200;

/** What alerts of rules over this data view went through between two instants: the annotations of its charts. */
export async function listMarks(dataView: string, fromMs: number, toMs: number): Promise<AlertMark[]> {
  const rows = await db().alertEvent.findMany({
    where: {
      at: { gte: new Date(fromMs), lt: new Date(toMs) },
      kind: { in: marked },
      alert: { rule: { definition: { path: ['condition', 'dataView'], equals: dataView } } },
    },
    orderBy: { at: 'desc' },
    take: mostMarks,
    include: { alert: { select: { id: true, group: true, rule: { select: { name: true } } } } },
  });
  return rows.map(({ at, kind, text, alert }) => ({
    atMs: at.getTime(),
    kind,
    text,
    alertId: alert.id,
    ruleName: alert.rule.name,
    group: alert.group,
  }));
}

/** Maintenance that lasts or is to come, soonest first. */
export async function listMaintenance(): Promise<MaintenanceRow[]> {
  const rows = await db().maintenanceWindow.findMany({ where: { endsAt: { gt: new Date() } }, orderBy: { startsAt: 'asc' } });
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}
