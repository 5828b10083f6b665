import type { DataView } from '@/features/data-views/schema';
import { t } from '@/lib/i18n/t';
import { DslPane } from './dsl-pane';
import { SqlPane } from './sql-pane';

/** Two ways to ask the cluster directly, side by side. */
export function ConsolePage({ dataViews, mayMakePanel }: { dataViews: DataView[]; mayMakePanel: boolean }) {
  const first = dataViews.find((view) => view.id === 'storefront') ?? dataViews[0];
  const pattern = first?.pattern ?? 'my-index';
  return (
    <div className="full-height" style={{ display: 'flex', flexDirection: 'column' }}>
      <header className="head">
        <div className="bar">
          <h1>{t('Console')}</h1>
        </div>
      </header>
      <div className="console">
        <DslPane pattern={pattern} />
        <SqlPane pattern={pattern} dataView={first?.id} mayMakePanel={mayMakePanel} />
      </div>
    </div>
  );
}
