'use client';

import { DashboardPage } from '@/features/dashboards/components/dashboard-page';
import type { DashboardPageData } from '@/features/dashboards/types';
import { ShareDialog } from '@/features/sharing/components/share-dialog';

/** Two features meet here, because features do not know each other's components. */
export function DashboardWithSharing(data: DashboardPageData) {
  return <DashboardPage {...data} shareDialog={(close) => <ShareDialog dashboardId={data.dashboard.id} onClose={close} />} />;
}
