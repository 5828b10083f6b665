import { db } from '../../../lib/db';
import { AppError } from '../../../lib/errors/app-error';
import { t } from '../../../lib/i18n/t';
import type { ConnectorRow } from './schema';

/** Connectors without their secrets. */
export async function listConnectors(): Promise<ConnectorRow[]> {
  const [rows, rules] = await Promise.all([
    db().connector.findMany({ orderBy: { name: 'asc' }, include: { deliveries: { orderBy: { createdAt: 'desc' }, take: 1 } } }),
    db().alertRule.findMany({ select: { actions: true } }),
  ]);
  return rows.map(({ id, name, kind, config, deliveries }) => ({
    id,
    name,
    kind,
    config: config as unknown as ConnectorRow['config'],
    usedBy: rules.filter(({ actions }) => (actions as { connector: string }[]).some(({ connector }) => connector === id)).length,
    lastDelivery: deliveries[0] ? { at: deliveries[0].createdAt.toISOString(), status: deliveries[0].status } : null,
  }));
}

export async function getSealedConnector(id: string) {
  const row = await db().connector.findUnique({ where: { id } });
  if (!row) throw new AppError('not-found', t('This connector does not exist. It may have been deleted.'));
  return row;
}
