import { z } from 'zod';
import { filtersSchema } from '../../lib/query/context-schemas';

import { measureSchema } from '../../panels/shared/measure';

const seconds = (least: number, most: number) => z.number().int().min(least).max(most);
const day = 86_400;

const search = {
  dataView: z.string().min(1, 'Choose a data view'),
  kql: z.string().max(4_000).default(''),
  filters: filtersSchema.default([]),
  /** One alert for every value, or pair of values, of these fields. */
  groupBy: z.array(z.string().max(300)).max(2).default([]),
};
const comparison = { operator: z.enum(['above', 'below']), threshold: z.number() };

/** What a rule looks at. A new kind is a member here and a file in `conditions/`. */
export const conditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('threshold'), ...search, measure: measureSchema, windowSeconds: seconds(10, 7 * day), ...comparison }),
  z.object({
    kind: z.literal('unusual'),
    ...search,
    measure: measureSchema,
    intervalSeconds: seconds(60, day),
    direction: z.enum(['both', 'above', 'below']).default('both'),
    sensitivity: z.number().min(0.1).max(5).default(1),
  }),
  z.object({ kind: z.literal('absence'), ...search, windowSeconds: seconds(10, 7 * day) }),
  z.object({
    kind: z.literal('matches'),
    ...search,
    /** Its data view, KQL and filters as they are now, instead of the rule's own. */
    savedSearch: z.string().max(64).optional(),
    windowSeconds: seconds(10, 7 * day),
    atLeast: z.number().int().min(1).default(1),
  }),
  z.object({
    kind: z.literal('sql'),
    query: z.string().min(1, 'Write a SELECT').max(20_000),
    valueColumn: z.string().max(300).optional(),
    groupColumn: z.string().max(300).optional(),
    ...comparison,
  }),
]);
export type Condition = z.infer<typeof conditionSchema>;
export type ConditionOf<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

/** When a breach becomes an alert, and when it is over. */
export const timingSchema = z.object({
  /** It has to last so long before the alert opens. */
  forSeconds: seconds(0, 7 * day).default(0),
  /** It has to be clear so long before the alert is over. */
  recoverSeconds: seconds(0, 7 * day).default(0),
  /** More openings than this within an hour: the alert is flapping, and only its first and last change are sent. */
  flappingAfter: z.number().int().min(2).max(20).default(4),
});
export type Timing = z.infer<typeof timingSchema>;

export const ruleDefinitionSchema = z.object({
  condition: conditionSchema,
  timing: timingSchema.prefault({}),
  /** What people read; `{{group}}`, `{{value}}`, `{{rule}}`, `{{sentence}}` are filled in. */
  message: z.string().max(2_000).default(''),
  /** Where the links of its messages lead. */
  dashboard: z.string().max(64).optional(),
  severity: z.enum(['info', 'warning', 'critical']).default('warning'),
});
export type RuleDefinition = z.infer<typeof ruleDefinitionSchema>;

export const ruleActionSchema = z.object({
  connector: z.string().min(1),
  on: z
    .array(z.enum(['opened', 'recovered', 'acknowledged']))
    .min(1)
    .default(['opened', 'recovered']),
});
export type RuleAction = z.infer<typeof ruleActionSchema>;

export const ruleInputSchema = z.object({
  name: z.string().trim().min(1, 'Give the rule a name').max(120),
  enabled: z.boolean().default(true),
  intervalSeconds: seconds(1, 30 * day).default(60),
  definition: ruleDefinitionSchema,
  actions: z.array(ruleActionSchema).max(20).default([]),
});
export type RuleInput = z.infer<typeof ruleInputSchema>;

export const ruleChangeSchema = z.object({ enabled: z.boolean(), mutedUntil: z.iso.datetime().nullable() }).partial();
export type RuleChange = z.infer<typeof ruleChangeSchema>;

export interface Rule extends RuleInput {
  id: string;
  mutedUntil: string | null;
  createdByName: string;
  createdByRole: 'administrator' | 'editor' | 'viewer';
}

/** A rule as the list shows it. */
export interface RuleRow {
  id: string;
  name: string;
  enabled: boolean;
  kind: Condition['kind'];
  sentence: string;
  intervalSeconds: number;
  mutedUntil: string | null;
  severity: RuleDefinition['severity'];
  openAlerts: number;
  lastRun: { at: string; tookMs: number; breached: number; error: string | null } | null;
}

/** One look at the data. */
export interface RunRow {
  ruleId: string;
  ruleName: string;
  startedAt: string;
  tookMs: number;
  groups: number;
  breached: number;
  error: string | null;
}

/** What one look at the data said of one group. */
export interface Reading {
  /** Empty without `groupBy`. */
  group: string;
  breached: boolean;
  value: number | null;
  /** "p95 of duration is 812 ms, above 500 ms, over the last 5 minutes". */
  sentence: string;
  /** When the data began to break the rule, as far as this look tells. Epoch milliseconds. */
  sinceMs: number;
}

export const alertStatuses = ['pending', 'open', 'acknowledged', 'recovered'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

export interface AlertRow {
  id: string;
  ruleId: string;
  ruleName: string;
  severity: RuleDefinition['severity'];
  group: string;
  status: AlertStatus;
  sentence: string;
  value: number | null;
  startedAt: string;
  openedAt: string | null;
  recoveredAt: string | null;
  acknowledgedBy: string | null;
}

export interface AlertEventRow {
  id: string;
  at: string;
  kind: string;
  text: string;
  details: Record<string, unknown>;
}

export interface AlertDetail extends AlertRow {
  events: AlertEventRow[];
  deliveries: DeliveryRow[];
  definition: RuleDefinition;
}

export interface DeliveryRow {
  id: string;
  alertId: string;
  connectorName: string;
  event: string;
  status: 'queued' | 'delivered' | 'dead';
  attempts: number;
  lastError: string | null;
  responseStatus: number | null;
  createdAt: string;
  settledAt: string | null;
}

/** What a handler tells that it did: its answer to the webhook, or a call back. */
export const handlerReportSchema = z.object({
  action: z.string().trim().min(1, 'Say what was done').max(200),
  result: z.enum(['ok', 'failed', 'skipped', 'started']).default('ok'),
  detail: z.string().max(2_000).default(''),
});
export type HandlerReport = z.infer<typeof handlerReportSchema>;

export const windowInputSchema = z
  .object({
    title: z.string().trim().min(1, 'Give it a name').max(120),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    ruleIds: z.array(z.string()).max(500).default([]),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, 'It ends before it starts');
export type WindowInput = z.infer<typeof windowInputSchema>;
export interface MaintenanceRow extends WindowInput {
  id: string;
  createdBy: string;
}
