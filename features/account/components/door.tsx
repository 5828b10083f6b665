import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo';
import { WindowView } from './window-view';

/** The two pages before the product: a form on the left, the view on the right. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <main className="door">
      <div className="side">
        <div className="brand">
          <Logo /> Oriel
        </div>
        {children}
        <p className="t3" style={{ fontSize: 12 }}>
          Oriel · Apache-2.0
        </p>
      </div>
      <WindowView />
    </main>
  );
}
