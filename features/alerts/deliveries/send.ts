import { createTransport } from 'nodemailer';
import type { JsonObject } from '../../../lib/elastic/wire-types';
import { env } from '../../../lib/env';
import { AppError } from '../../../lib/errors/app-error';
import { bulkIndex } from '../../../lib/gateway/bulk';
import { t } from '../../../lib/i18n/t';
import { type OutgoingAnswer, sendRequest } from '../../../lib/outgoing/send-request';
import { jobScope } from '../../access/job-scope';
import type { ConnectorInput } from '../connectors/schema';
import { type AlertEvent, renderTemplate, templateView } from './event';
import { signBody } from './sign';

/** A connector with its secret opened, for as long as one message takes. */
export interface OpenConnector {
  kind: ConnectorInput['kind'];
  config: unknown;
  secret: string | undefined;
}

/** What came of one try. */
export interface Sent {
  status: number | undefined;
  text: string;
}

/** It will not get better by trying again. */
export class Refused extends Error {}

type ConfigOf<K extends ConnectorInput['kind']> = Extract<ConnectorInput, { kind: K }>['config'];

function judged({ status, text }: OutgoingAnswer): Sent {
  if (status >= 200 && status < 300) return { status, text };
  const said = t('The receiver answered {status}{answer}', { status, answer: text ? `: ${text.slice(0, 300)}` : '' });
  if (status >= 500 || status === 429 || status === 408) throw new Error(said);
  throw new Refused(said);
}

/** The body of a webhook, checked to be JSON. Throws Refused where its template makes something else. */
export function webhookBody(config: ConfigOf<'webhook'>, event: AlertEvent): string {
  if (config.body.trim() === '') return JSON.stringify(event);
  const body = renderTemplate(config.body, templateView(event), 'json');
  try {
    JSON.parse(body);
  } catch (error) {
    throw new Refused(t("The body's template makes no JSON: {message}", { message: (error as Error).message }));
  }
  return body;
}

async function sendWebhook(config: ConfigOf<'webhook'>, secret: string | undefined, event: AlertEvent): Promise<Sent> {
  const body = webhookBody(config, event);
  return judged(
    await sendRequest({
      url: config.url,
      method: config.method,
      headers: {
        ...config.headers,
        'content-type': 'application/json',
        'idempotency-key': event.id,
        'oriel-event': event.event,
        ...(secret ? { 'oriel-signature': signBody(secret, body, Date.now()) } : {}),
      },
      body,
      allowList: env().ORIEL_OUTGOING_ALLOW,
    }),
  );
}

async function sendSlack(config: ConfigOf<'slack'>, secret: string | undefined, event: AlertEvent): Promise<Sent> {
  if (!secret) throw new Refused(t('The connector has no address. Enter it again.'));
  const body = JSON.stringify({ text: renderTemplate(config.text, templateView(event), 'slack') });
  return judged(
    await sendRequest({
      url: secret,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      allowList: env().ORIEL_OUTGOING_ALLOW,
    }),
  );
}

async function sendEmail(config: ConfigOf<'email'>, event: AlertEvent): Promise<Sent> {
  const { ORIEL_SMTP_URL, ORIEL_SMTP_FROM } = env();
  if (!ORIEL_SMTP_URL) throw new Refused(t('No mail server is configured: set ORIEL_SMTP_URL and ORIEL_SMTP_FROM.'));
  const view = templateView(event);
  const transport = createTransport(ORIEL_SMTP_URL, { from: ORIEL_SMTP_FROM });
  try {
    const sent = await transport.sendMail({
      to: config.to,
      subject: renderTemplate(config.subject, view, 'text').replace(/[\r\n]+/g, ' '),
      text: renderTemplate(config.body, view, 'text'),
      messageId: `<${event.id.replaceAll(':', '.')}@oriel>`,
    });
    return { status: undefined, text: String(sent.response ?? '') };
  } finally {
    transport.close();
  }
}

async function indexEvent(config: ConfigOf<'index'>, event: AlertEvent): Promise<Sent> {
  const { callback: _, ...shown } = event;
  await bulkIndex(jobScope('alert-action', [config.index]), config.index, [{ '@timestamp': event.at, ...shown } as unknown as JsonObject]);
  return { status: undefined, text: '' };
}

/** Sends one message. Throws Refused where another try is pointless, any other error where it is not. */
export async function sendEvent(connector: OpenConnector, event: AlertEvent): Promise<Sent> {
  try {
    switch (connector.kind) {
      case 'webhook':
        return await sendWebhook(connector.config as ConfigOf<'webhook'>, connector.secret, event);
      case 'slack':
        return await sendSlack(connector.config as ConfigOf<'slack'>, connector.secret, event);
      case 'email':
        return await sendEmail(connector.config as ConfigOf<'email'>, event);
      case 'index':
        return await indexEvent(connector.config as ConfigOf<'index'>, event);
    }
  } catch (error) {
    if (error instanceof AppError && (error.code === 'bad-request' || error.code === 'query-rejected')) throw new Refused(error.message);
    throw error;
  }
}
