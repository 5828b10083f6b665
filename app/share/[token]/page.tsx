import type { Metadata } from 'next';
import { ClosedLink } from '@/components/ui/closed-link';
import { EarlyPanels } from '@/features/dashboards/components/early-panels';
import { SharedDashboard } from '@/features/dashboards/components/shared-dashboard';
import { loadShared } from '@/features/sharing/loaders';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Shared dashboard', robots: { index: false, follow: false }, referrer: 'no-referrer' };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const shared = await loadShared((await params).token, 'link');
  if (!shared) return <ClosedLink />;
  return (
    <>
      <EarlyPanels origin={{ token: shared.token }} document={shared.document} margin={40} />
      <SharedDashboard {...shared} />
    </>
  );
}
