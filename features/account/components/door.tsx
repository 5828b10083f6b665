import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo';
import { t } from '@/lib/i18n/t';
import { WindowView } from './window-view';

/** The two pages before the product: a form on the left, the view on the right. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <main className="door">
      <div className="side">
        <div className="brand">
          <Logo /> {t('Oriel')}
        </div>
        {children}
        <p className="t3" style={{ fontSize: 12 }}>
          {t('Oriel · Apache-2.0')}
        </p>
      </div>
      <WindowView />
    </main>
  );
}
