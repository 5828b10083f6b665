import { IconLayoutDashboard } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { StateBlock } from '@/components/ui/state-block';
import { EarlyPanels } from '@/features/dashboards/components/early-panels';
import { loadDashboard } from '@/features/dashboards/loaders';
import { DashboardWithSharing } from './dashboard-with-sharing';

type Props = { params: Promise<{ dashboardId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const loaded = await loadDashboard((await params).dashboardId);
  return { title: 'problem' in loaded ? 'Dashboard' : loaded.dashboard.document.title };
}

export default async function Page({ params }: Props) {
  const loaded = await loadDashboard((await params).dashboardId);
  if ('problem' in loaded) {
    return (
      <StateBlock
        error
        icon={<IconLayoutDashboard size={20} />}
        title="This dashboard cannot be shown"
        actions={
          <a className="btn line sm" href="/dashboards">
            All dashboards
          </a>
        }
      >
        {loaded.problem.detail}
      </StateBlock>
    );
  }
  return (
    <>
      <EarlyPanels origin={{ dashboard: loaded.dashboard.id }} document={loaded.dashboard.document} margin={112} />
      <DashboardWithSharing {...loaded} />
    </>
  );
}
