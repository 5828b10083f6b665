import type { SessionUser } from '../../lib/auth/session';

export type Action =
  | 'read'
  | 'edit-dashboards'
  | 'share-dashboards'
  | 'read-console'
  | 'write-console'
  | 'manage-data-views'
  | 'manage-people'
  | 'load-samples'
  | 'edit-alerts'
  | 'manage-connectors'
  | 'manage-keys'
  | 'add-data';

const allowed: Record<SessionUser['role'], Action[]> = {
  viewer: ['read'],
  editor: ['read', 'edit-dashboards', 'share-dashboards', 'read-console', 'manage-data-views', 'edit-alerts', 'add-data'],
  administrator: [
    'read',
    'edit-dashboards',
    'share-dashboards',
    'read-console',
    'write-console',
    'manage-data-views',
    'manage-people',
    'load-samples',
    'edit-alerts',
    'manage-connectors',
    'manage-keys',
    'add-data',
  ],
};

/** What a role may do. The only table of it. */
export function can(user: Pick<SessionUser, 'role'>, action: Action): boolean {
  return allowed[user.role].includes(action);
}
