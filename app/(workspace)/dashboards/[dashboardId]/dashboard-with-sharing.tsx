'use client';

import { DashboardPage } from '@/features/dashboards/components/dashboard-page';
import type { DashboardPageData } from '@/features/dashboards/types';
import { ShareDialog } from '@/features/sharing/components/share-dialog';
import type { FirstPanel } from '@/panels/data-protocol';

/** Two features meet here, because features do not know each other's components. */
export function DashboardWithSharing(data: DashboardPageData & { first: Record<string, FirstPanel> }) {
  return <DashboardPage {...data} shareDialog={(close) => <ShareDialog dashboardId={data.dashboard.id} onClose={close} />} />;
}
