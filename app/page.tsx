import { redirect } from 'next/navigation';
import { getPersonal } from '@/features/dashboards/personal/data';
import { getSessionUser } from '@/lib/auth/session';

export const dynamic = 'force-dynamic';

/** The dashboard that somebody made their home, or the list. */
export default async function Home() {
  const user = await getSessionUser();
  const home = user ? (await getPersonal(user.id)).home : null;
  redirect(home ? `/dashboards/${home}` : '/dashboards');
}
