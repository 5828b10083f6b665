import { randomBytes } from 'node:crypto';
import { openSecret, sealSecret } from '../../../lib/auth/secret-box';
import { db } from '../../../lib/db';
import { publicUrl } from '../../../lib/env';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import { type AlertEvent, callbackToken } from '../deliveries/event';
import { sendEvent, webhookBody } from '../deliveries/send';
import { getSealedConnector } from './data';
import { type ConnectorInput, connectorInputSchema, secretPurpose } from './schema';

const sample = (): AlertEvent => ({
  id: `test:${randomBytes(8).toString('hex')}`,
  event: 'test',
  at: new Date().toISOString(),
  rule: { id: 'test', name: t('A test from Oriel'), severity: 'info' },
  alert: {
    id: 'test',
    group: '',
    status: 'open',
    value: 42,
    sentence: 'nothing is wrong: somebody pressed “Send a test”',
    startedAt: new Date().toISOString(),
    openedAt: new Date().toISOString(),
    recoveredAt: null,
  },
  message: t('A test from Oriel'),
  link: `${publicUrl()}/alerts`,
  callback: { url: `${publicUrl()}/api/alerts/test/actions`, token: callbackToken('test') },
});

function check(input: ConnectorInput): void {
  if (input.kind !== 'webhook') return;
  try {
    webhookBody(input.config, sample());
  } catch (error) {
    throw new AppError('bad-request', (error as Error).message, { cause: error });
  }
}

const taken = (name: string) => (error: { code?: string }) => {
  if (error.code === 'P2002') throw new AppError('conflict', t('There is already a connector called {name}.', { name }), { cause: error });
  throw error;
};

const newSecret = () => `whsec_${randomBytes(24).toString('base64url')}`;

/** Makes a connector. A webhook gets a secret, which is told this once; a Slack address is a secret itself. */
export async function createConnector(input: ConnectorInput): Promise<{ id: string; secret: string | undefined }> {
  check(input);
  const secret = input.kind === 'webhook' ? newSecret() : undefined;
  const sealed = secret ?? (input.kind === 'slack' ? input.url : undefined);
  if (input.kind === 'slack' && !sealed) throw new AppError('bad-request', t('Enter the address that Slack gave you.'));
  const { id } = await db()
    .connector.create({
      data: { name: input.name, kind: input.kind, config: input.config, secret: sealed ? sealSecret(sealed, secretPurpose) : null },
      select: { id: true },
    })
    .catch(taken(input.name));
  return { id, secret };
}

/** Changes a connector; its kind and secret stay. */
export async function updateConnector(id: string, input: ConnectorInput): Promise<void> {
  check(input);
  const row = await getSealedConnector(id);
  if (row.kind !== input.kind) throw new AppError('bad-request', t('The kind of a connector cannot be changed. Make a new one.'));
  const secret = input.kind === 'slack' && input.url ? { secret: sealSecret(input.url, secretPurpose) } : {};
  await db()
    .connector.update({ where: { id }, data: { name: input.name, config: input.config, ...secret } })
    .catch(taken(input.name));
}

/** A new secret for a webhook, told this once; the old one stops counting. */
export async function renewSecret(id: string): Promise<{ secret: string }> {
  const row = await getSealedConnector(id);
  if (row.kind !== 'webhook') throw new AppError('bad-request', t('Only a webhook has a secret that Oriel makes.'));
  const secret = newSecret();
  await db().connector.update({ where: { id }, data: { secret: sealSecret(secret, secretPurpose) } });
  return { secret };
}

/** Sends a test, at once and once. Throws AppError with what the receiver said. */
export async function testConnector(id: string): Promise<{ status: number | undefined; text: string }> {
  const row = await getSealedConnector(id);
  const { config } = connectorInputSchema.parse({ kind: row.kind, name: row.name, config: row.config });
  try {
    const { status, text } = await sendEvent(
      { kind: row.kind, config, secret: row.secret === null ? undefined : openSecret(row.secret, secretPurpose) },
      sample(),
    );
    return { status, text: text.slice(0, 500) };
  } catch (error) {
    throw new AppError('bad-request', t('The test did not arrive. {message}', { message: (error as Error).message }), { cause: error });
  }
}

/** Deletes a connector and its messages. Throws `conflict` while a rule uses it. */
export async function deleteConnector(id: string): Promise<void> {
  const rules = await db().alertRule.findMany({ select: { name: true, actions: true } });
  const user = rules.find(({ actions }) => (actions as { connector: string }[]).some(({ connector }) => connector === id));
  if (user) throw new AppError('conflict', t('The rule “{name}” uses this connector. Take it out there first.', { name: user.name }));
  await db().connector.deleteMany({ where: { id } });
}
