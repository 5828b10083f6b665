import type { SessionUser } from '../../lib/auth/session';
import { db } from '../../lib/db';
import { AppError } from '../../lib/errors/app-error';
import { t } from '../../lib/i18n/t';
import { toRule } from './rules/data';
import { announce } from './runs/mutations';
import type { WindowInput } from './schema';

/** Somebody takes an open alert on. Throws `conflict` where it is over, or another has. */
export async function acknowledgeAlert(id: string, user: SessionUser): Promise<void> {
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.alert.updateMany({
      where: { id, status: 'open' },
      data: { status: 'acknowledged', acknowledgedBy: user.name },
    });
    if (count === 0) throw new AppError('conflict', t('This alert is not open any more: it is over, or somebody else took it on.'));
    const row = await transaction.alert.findUniqueOrThrow({ where: { id }, include: { rule: true } });
    await announce(
      transaction,
      toRule(row.rule),
      id,
      'acknowledged',
      t('{name} takes care of it', { name: user.name }),
      undefined,
      new Date(),
    );
  });
}

export async function createMaintenance(input: WindowInput, user: SessionUser): Promise<void> {
  await db().maintenanceWindow.create({
    data: { ...input, startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt), createdBy: user.name },
  });
}

export async function deleteMaintenance(id: string): Promise<void> {
  await db().maintenanceWindow.deleteMany({ where: { id } });
}
