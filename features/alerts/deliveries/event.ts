import { createHmac, timingSafeEqual } from 'node:crypto';
import mustache from 'mustache';
import { publicUrl, requiredSecret } from '../../../lib/env';
import type { RuleDefinition } from '../schema';

/** What a receiver learns. The JSON of a webhook without a template of its own. */
export interface AlertEvent {
  /** The idempotency key: the same at every attempt. */
  id: string;
  event: string;
  at: string;
  rule: { id: string; name: string; severity: RuleDefinition['severity'] };
  alert: {
    id: string;
    group: string;
    status: string;
    value: number | null;
    sentence: string;
    startedAt: string;
    openedAt: string | null;
    recoveredAt: string | null;
  };
  message: string;
  /** The dashboard, or the alert, at the time of the event. */
  link: string;
  /** Where a handler tells what it did, with `authorization: Bearer <token>`. */
  callback: { url: string; token: string };
}

/** The token with which a handler may report on one alert. */
export const callbackToken = (alertId: string): string =>
  createHmac('sha256', requiredSecret()).update(`alert-callback:${alertId}`).digest('base64url');

export function isCallbackToken(alertId: string, given: string): boolean {
  const [expected, actual] = [Buffer.from(callbackToken(alertId)), Buffer.from(given)];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const beforeMs = 30 * 60_000;
const afterMs = 15 * 60_000;

/** A dashboard around the time of an event: half an hour before its data broke the rule to a quarter of an hour after. */
export function linkTo(alertId: string, dashboard: string | undefined, startedMs: number, atMs: number): string {
  if (!dashboard) return `${publicUrl()}/alerts/${alertId}`;
  const time = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
  return `${publicUrl()}/dashboards/${encodeURIComponent(dashboard)}?from=${time(startedMs - beforeMs)}&to=${time(atMs + afterMs)}`;
}

/** The words that a template may use. */
export function templateView(event: AlertEvent): Record<string, unknown> {
  return {
    id: event.id,
    event: event.event,
    at: event.at,
    rule: event.rule.name,
    severity: event.rule.severity,
    group: event.alert.group,
    status: event.alert.status,
    value: event.alert.value,
    sentence: event.alert.sentence,
    message: event.message,
    link: event.link,
    callback: event.callback,
  };
}

const escapes = {
  text: (value: unknown) => String(value ?? ''),
  json: (value: unknown) => JSON.stringify(String(value ?? '')).slice(1, -1),
  slack: (value: unknown) =>
    String(value ?? '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;'),
};

/** Fills in a mustache template; every value is escaped for what the result is. Throws Error for templates that are none. */
export function renderTemplate(template: string, view: Record<string, unknown>, kind: keyof typeof escapes): string {
  return mustache.render(template, view, {}, { escape: escapes[kind] });
}
