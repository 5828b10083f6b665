import { IconLayoutDashboard } from '@tabler/icons-react';
import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { StateBlock } from '@/components/ui/state-block';
import { firstPanels } from '@/features/dashboards/first-panels';
import { loadDashboard } from '@/features/dashboards/loaders';
import { t } from '@/lib/i18n/t';
import { DashboardWithSharing } from './dashboard-with-sharing';

type Props = { params: Promise<{ dashboardId: string }>; searchParams: Promise<SearchParams> };

const frame = { beside: 112, above: 112, mostWidth: Number.POSITIVE_INFINITY };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const loaded = await loadDashboard((await params).dashboardId);
  return { title: 'problem' in loaded ? 'Dashboard' : loaded.dashboard.document.title };
}

export default async function Page({ params, searchParams }: Props) {
  const loaded = await loadDashboard((await params).dashboardId);
  if ('problem' in loaded) {
    return (
      <StateBlock
        error
        icon={<IconLayoutDashboard size={20} />}
        title={t('This dashboard cannot be shown')}
        actions={
          <a className="btn line sm" href="/dashboards">
            {t('All dashboards')}
          </a>
        }
      >
        {loaded.problem.detail}
      </StateBlock>
    );
  }
  const { id, document } = loaded.dashboard;
  return <DashboardWithSharing {...loaded} first={await firstPanels({ dashboard: id }, document, searchParams, frame)} />;
}
