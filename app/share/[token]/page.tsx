import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { ClosedLink } from '@/components/ui/closed-link';
import { SharedDashboard } from '@/features/dashboards/components/shared-dashboard';
import { firstPanels } from '@/features/dashboards/first-panels';
import { loadShared } from '@/features/sharing/loaders';
import { t } from '@/lib/i18n/t';

export const dynamic = 'force-dynamic';
export const generateMetadata = (): Metadata => ({
  title: t('Shared dashboard'),
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
});

const frame = { beside: 40, above: 160, mostWidth: 1140 };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<SearchParams> };

export default async function Page({ params, searchParams }: Props) {
  const shared = await loadShared((await params).token, 'link');
  if (!shared) return <ClosedLink />;
  const first = await firstPanels({ token: shared.token }, shared.document, searchParams, frame);
  return <SharedDashboard {...shared} first={first} />;
}
